// Reads what a person types into the search box: words, "phrases", -exclusions and filters such as from:anna before:2026-03-01.
import { Temporal } from 'temporal-polyfill'
import { searchTokens } from '../../shared/search-tokens.ts'
import { isTimeZone } from '../../shared/is-time-zone.ts'

/** A query in its parts. */
export interface SearchQuery {
  /** Words to find, as typed. The last one may be unfinished. */
  readonly words: readonly string[]
  readonly phrases: readonly string[]
  readonly excluded: readonly string[]
  /** Names or addresses of senders; of anybody involved. */
  readonly from: readonly string[]
  readonly with: readonly string[]
  readonly kind: 'email' | 'meeting' | null
  readonly isBulk: boolean | null
  /** Half-open range of instants. */
  readonly fromMs: number | null
  readonly untilMs: number | null
  /** What was not understood, in words for a person. */
  readonly notes: readonly string[]
}

/**
 * Never fails for what was typed: what is not understood becomes a note, and the rest is searched for. Dates are days in `timeZone`,
 * an IANA name; of an unknown one they are days in UTC.
 */
export function parseQuery(text: string, timeZone: string): SearchQuery {
  const words: string[] = []
  const phrases: string[] = []
  const excluded: string[] = []
  const people = { from: [] as string[], with: [] as string[] }
  const notes: string[] = []
  let kind: SearchQuery['kind'] = null
  let isBulk: boolean | null = null
  let fromMs: number | null = null
  let untilMs: number | null = null

  for (const { whole, isExcluded, isQuoted, filter, value } of searchTokens(text)) {
    switch (filter) {
      case null:
        if (isExcluded) excluded.push(value)
        else if (isQuoted) phrases.push(value)
        else words.push(value)
        break
      case 'from':
        people.from.push(value)
        break
      case 'with':
      case 'to':
        people.with.push(value)
        break
      case 'is':
      case 'type':
        if (value === 'meeting' || value === 'email') kind = value
        else if (value === 'mail') kind = 'email'
        else if (value === 'newsletter' || value === 'bulk') isBulk = true
        else notes.push(`“${whole}” is not a filter: try is:email, is:meeting or is:newsletter.`)
        break
      case 'before':
      case 'after': {
        const day = parseDay(value, timeZone)
        if (day === null) notes.push(`“${value}” is not a date: write it as 2026-03-01, 2026-03 or 2026.`)
        else if (filter === 'before') untilMs = day.startMs
        else fromMs = day.endMs
        break
      }
      default:
        // A colon inside a word, as in "Re:" or a time, is no filter.
        words.push(whole.replace(/^-/, ''))
    }
  }
  return { words, phrases, excluded, ...people, kind, isBulk, fromMs, untilMs, notes }
}

/** Whether there is anything to look for beside filters. */
export function hasText(query: SearchQuery): boolean {
  return query.words.length + query.phrases.length > 0
}

/** The days that `2026-03-01`, `2026-03` or `2026` stands for; null for what is no date. */
function parseDay(value: string, timeZone: string): { startMs: number; endMs: number } | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value)
  if (!match) return null
  const [, year, month, day] = match
  const first = { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) }
  try {
    const start = Temporal.PlainDate.from(first, { overflow: 'reject' })
    const end = start.add(day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 })
    return { startMs: startOfDay(start, timeZone), endMs: startOfDay(end, timeZone) }
  } catch (error) {
    // There is no 30 February.
    if (error instanceof RangeError) return null
    throw error
  }
}

function startOfDay(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(isTimeZone(timeZone) ? timeZone : 'UTC').epochMilliseconds
}
