// Rewrites a vCard of any version as the lines of a 3.0 one that a strict parser reads, keeping only what a contact is made of.
import { decodeCharset } from '../mail/decode-charset.ts'
import { unfoldCard } from './unfold-card.ts'

/** Properties that are read; everything else may be as broken as it likes. */
const wantedProperties = new Set(['FN', 'N', 'NICKNAME', 'ORG', 'TITLE', 'ROLE', 'EMAIL', 'TEL', 'URL', 'BDAY', 'NOTE'])

/** Properties with parts between semicolons. */
const structuredProperties = new Set(['N', 'ORG'])

/** Longest value that is kept, in UTF-16 units. */
const longestValue = 10_000

/** One property of a card: its name in capitals, its parameters as they stood, and its value in 3.0's escapes. */
interface CardLine {
  readonly name: string
  readonly parameters: readonly string[]
  readonly value: string
}

/** A 3.0 card with the wanted properties of the first card in `text`; null when there is none. */
export function upgradeCard(text: string): string | null {
  const lines = unfoldCard(text)
  const begin = lines.findIndex((line) => /^BEGIN:VCARD\s*$/i.test(line))
  if (begin === -1) return null
  const isOld = lines.some((line) => /^VERSION:2\.1\s*$/i.test(line))
  const properties: string[] = []
  for (const line of lines.slice(begin + 1)) {
    if (/^END:VCARD\s*$/i.test(line)) break
    const property = readLine(line, isOld)
    if (property) properties.push([property.name, ...property.parameters].join(';') + `:${property.value}`)
  }
  return ['BEGIN:VCARD', 'VERSION:3.0', ...properties, 'END:VCARD', ''].join('\r\n')
}

function readLine(line: string, isOld: boolean): CardLine | null {
  const head = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(line)
  const name = head?.[1]?.toUpperCase() ?? ''
  if (!head || !wantedProperties.has(name)) return null
  const parameters = (head[2] ?? '').split(';').slice(1)
  const find = (key: string): string | undefined =>
    parameters
      .find((parameter) => parameter.toUpperCase().startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .replace(/^"|"$/g, '')
  const encoding = (
    find('ENCODING') ??
    parameters.find((parameter) => /^(QUOTED-PRINTABLE|BASE64|B)$/i.test(parameter)) ??
    ''
  ).toUpperCase()
  const raw = (head[3] ?? '').slice(0, longestValue * 3)
  const value =
    encoding === 'QUOTED-PRINTABLE'
      ? decodeQuoted(raw, find('CHARSET'))
      : encoding === '' || encoding === '8BIT' || encoding === '7BIT'
        ? raw
        : null
  if (value === null) return null
  const isPlain = isOld || encoding === 'QUOTED-PRINTABLE'
  return {
    name,
    parameters: preferred(parameters),
    value: (isPlain ? escapeValue(value, structuredProperties.has(name)) : value).slice(0, longestValue),
  }
}

/** Only whether an entry is preferred matters of a parameter. */
function preferred(parameters: readonly string[]): string[] {
  const isPreferred = parameters.some((parameter) => /^(TYPE=.*\bPREF\b|PREF(=1)?$)/i.test(parameter))
  return isPreferred ? ['TYPE=pref'] : []
}

function decodeQuoted(value: string, charset: string | undefined): string {
  const bytes: Buffer[] = []
  for (const part of value.split(/(=[0-9A-Fa-f]{2})/)) {
    bytes.push(/^=[0-9A-Fa-f]{2}$/.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'))
  }
  return decodeCharset(Buffer.concat(bytes), charset)
}

/** Plain text in 3.0's escapes; a version 2.1 value has only "\;" and, between parts, bare semicolons. */
function escapeValue(value: string, isStructured: boolean): string {
  const placeholder = '\u0000'
  return value
    .replaceAll('\\;', placeholder)
    .replaceAll('\\', '\\\\')
    .replaceAll(',', '\\,')
    .replaceAll(';', isStructured ? ';' : '\\;')
    .replaceAll(placeholder, '\\;')
    .replace(/\r\n|\n|\r/g, '\\n')
}
