// Cuts the rule of a series in two, as Google does when a person changes "this and following" occurrences.
import ICAL from 'ical.js'
import type { EventDateTime } from './calendar-resources.ts'

/** The lines of a series that starts at `start`: of the part before the occurrence `from`, and of the part that begins with it. */
export function splitRecurrence(
  recurrence: readonly string[],
  start: EventDateTime,
  from: EventDateTime,
): { readonly before: string[]; readonly after: string[] } {
  const until = lastInstantBefore(from)
  const rest = (line: string): string =>
    line.replace(/COUNT=(\d+)/, (_, count: string) => `COUNT=${Number(count) - countBefore(line, start, from)}`)
  const isRule = (line: string): boolean => line.startsWith('RRULE')
  return {
    before: recurrence.map((line) => (isRule(line) ? `${line.replace(/;(COUNT|UNTIL)=[^;]*/g, '')};UNTIL=${until}` : line)),
    after: recurrence.map((line) => (isRule(line) ? rest(line) : line)),
  }
}

function lastInstantBefore({ date, dateTime }: EventDateTime): string {
  const iso = new Date(date === undefined ? Date.parse(dateTime ?? '') - 1000 : Date.parse(date) - 86_400_000).toISOString()
  const text = iso.slice(0, 19).replaceAll(/[-:]/g, '')
  return date === undefined ? `${text}Z` : text.slice(0, 8)
}

function countBefore(line: string, start: EventDateTime, from: EventDateTime): number {
  const iterator = ICAL.Recur.fromString(line.replace(/^RRULE:/, '')).iterator(toTime(start))
  let count = 0
  for (let next = iterator.next(); next && next.toString() < wallOf(from); next = iterator.next()) count += 1
  return count
}

function toTime(when: EventDateTime): ICAL.Time {
  return when.date === undefined ? ICAL.Time.fromDateTimeString(wallOf(when)) : ICAL.Time.fromDateString(when.date)
}

function wallOf({ date, dateTime }: EventDateTime): string {
  return date ?? dateTime?.slice(0, 19) ?? ''
}
