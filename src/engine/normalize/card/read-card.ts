// Reads a card of an address book (vCard 2.1, 3.0 or 4.0) into what is known of a person.
import ICAL from 'ical.js'
import { upgradeCard } from './upgrade-card.ts'

/** What a card says, without repetitions, the preferred entries first. */
export interface Card {
  readonly displayName: string
  readonly organization: string | null
  readonly title: string | null
  readonly addresses: readonly string[]
  readonly phones: readonly string[]
  readonly urls: readonly string[]
  /** `YYYY-MM-DD`, or `--MM-DD` without a year. */
  readonly birthday: string | null
  readonly notes: string | null
}

/** A card that cannot be read; the message is for a person and holds nothing of the card. */
export class UnreadableCardError extends Error {
  override readonly name = 'UnreadableCardError'
}

/** Longest texts and lists that are kept. */
const longestText = 300
const longestNotes = 5000
const mostEntries = 20

/** Reads one card. @throws UnreadableCardError when it is none, or names nobody. */
export function readCard(text: string): Card {
  const properties = parse(text)
  const all = (name: string): Property[] =>
    properties.filter((property) => property.name === name).toSorted((a, b) => Number(b.isPreferred) - Number(a.isPreferred))
  const texts = (name: string): string[] =>
    [...new Set(all(name).flatMap((property) => clean(property.parts.join(' '), longestText) ?? []))].slice(0, mostEntries)
  const parts = (name: string): readonly string[] => all(name)[0]?.parts.map((part) => clean(part, longestText) ?? '') ?? []
  const [family = '', given = '', additional = ''] = parts('n')
  const addresses = [...new Set(texts('email').map((address) => address.replace(/^mailto:/i, '')))].filter((address) =>
    /^\S+@\S+$/.test(address),
  )
  const organization = parts('org').find((part) => part !== '') ?? null
  const displayName =
    texts('fn')[0] ??
    clean([given, additional, family].filter((part) => part !== '').join(' '), longestText) ??
    texts('nickname')[0] ??
    organization ??
    addresses[0]
  if (displayName === undefined) throw new UnreadableCardError('The card names nobody.')
  return {
    displayName,
    organization,
    title: texts('title')[0] ?? texts('role')[0] ?? null,
    addresses,
    phones: texts('tel').map((phone) => phone.replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ')),
    // Apple escapes the colon of a link.
    urls: texts('url').map((url) => url.replace(/\\([:,;])/g, '$1')),
    birthday: readBirthday(texts('bday')[0] ?? ''),
    notes: clean(all('note')[0]?.parts.join(' ') ?? '', longestNotes),
  }
}

interface Property {
  readonly name: string
  readonly isPreferred: boolean
  readonly parts: readonly string[]
}

function parse(text: string): Property[] {
  const upgraded = upgradeCard(text)
  if (upgraded === null) throw new UnreadableCardError('This is not a vCard.')
  let parsed: unknown
  try {
    parsed = ICAL.parse(upgraded)
  } catch (error) {
    throw new UnreadableCardError('The card is damaged.', { cause: error })
  }
  const [, properties] = parsed as [string, [string, { type?: string | string[] }, string, ...unknown[]][]]
  return properties.map(([name, parameters, , ...values]) => ({
    name,
    isPreferred: [parameters.type ?? []].flat().includes('pref'),
    parts: values.flat(3).map(String),
  }))
}

function clean(text: string, longest: number): string | null {
  const cleaned = text
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, (character) => (character === '\n' ? '\n' : ''))
    .trim()
  return cleaned === '' ? null : Array.from(cleaned).slice(0, longest).join('')
}

function readBirthday(text: string): string | null {
  const found = /^(\d{4}|--)-?(\d{2})-?(\d{2})(?!\d)/.exec(text)
  if (!found) return null
  const [, year = '', month = '', day = ''] = found
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  // Apple writes 1604 for a birthday without a year.
  return isDate ? `${year === '--' || year === '1604' ? '-' : year}-${month}-${day}` : null
}
