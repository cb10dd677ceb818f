// Says in words which part of a mailbox somebody has chosen, and what it would bring.
import { gmailCategoryWord } from '../../shared/gmail-categories.ts'
import type { ImportEstimate, ImportPreview, MailChoice } from '../../shared/views/imports.ts'
import { formatDate } from './format-date.ts'
import { formatBytes, formatCount, formatCounted } from './format-number.ts'

/** A label of a preview, or what is left of one that is gone. */
type Label = NonNullable<ImportPreview['mail']>['labels'][number]

const mostNamed = 4
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const yearMs = 365.25 * 86_400_000

/** Gmail's category as a word in the middle of a sentence: "promotions". A label of the person's own keeps its name. */
export function categoryWord(label: { id: string; name: string }): string {
  return gmailCategoryWord(label.id) ?? label.name
}

/** "All mail", "Mail since 23 Nov 2025, without promotions and “Receipts”". `labels` gives the names. */
export function choiceWords(choice: MailChoice, labels: readonly Pick<Label, 'id' | 'name'>[]): string {
  const period = choice.sinceMs === null ? 'All mail' : `Mail since ${formatDate(choice.sinceMs)}`
  const excluded = excludedWords(choice.excludedLabelIds, labels)
  return excluded.length === 0 ? period : `${period}, without ${list.format(excluded)}`
}

function excludedWords(ids: readonly string[], labels: readonly Pick<Label, 'id' | 'name'>[]): string[] {
  const names = ids.flatMap((id) => {
    const category = gmailCategoryWord(id)
    if (category !== null) return [category]
    const label = labels.find((known) => known.id === id)
    return label === undefined ? [] : [`“${label.name}”`]
  })
  const named = names.length > mostNamed ? names.slice(0, mostNamed - 1) : names
  const others = ids.length - named.length
  if (others === 0) return named
  return [...named, named.length === 0 ? formatCounted(others, 'label') : formatCounted(others, 'more label')]
}

/** "Last year", "Last 3 years", "Everything". `madeAtMs` is when the preview counted. */
export function periodWords(sinceMs: number | null, madeAtMs: number): string {
  if (sinceMs === null) return 'Everything'
  const years = Math.round((madeAtMs - sinceMs) / yearMs)
  return years <= 1 ? 'Last year' : `Last ${formatCount(years)} years`
}

/** "about 8,400 mails, 140 MB, about 5 minutes": nobody knows it better than to two digits. */
export function estimateWords({ mails, bytes, seconds }: ImportEstimate, word: 'mail' | 'more mail' = 'mail'): string {
  if (mails === 0) return `no ${word} for now`
  return `${aboutMails(mails, word)}, ${formatBytes(Number(bytes.toPrecision(2)))}, ${roughDuration(seconds)}`
}

/** "about 8,400 mails", "about 3,200 more mails", "1 mail". Small numbers are told as they are. */
export function aboutMails(mails: number, word: 'mail' | 'more mail' = 'mail'): string {
  if (mails < 100) return formatCounted(mails, word)
  return `about ${formatCounted(mails < 1_000 ? mails : Number(mails.toPrecision(2)), word)}`
}

function roughDuration(seconds: number): string {
  if (seconds < 50) return 'less than a minute'
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${formatCounted(Math.max(1, minutes), 'minute')}`
  const hours = Math.round(minutes / 60)
  return hours < 36 ? `about ${formatCounted(hours, 'hour')}` : `about ${formatCounted(Math.round(hours / 24), 'day')}`
}
