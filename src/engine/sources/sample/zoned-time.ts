// Wall-clock times of the sample world's people, in their zones, as Google and as mail headers write them.

/** A date on a calendar, without a zone. */
export interface LocalDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

const dayMs = 86_400_000
const formatters = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** The offset of a zone at an instant, in minutes east of UTC. */
function offsetMinutesAt(timeZone: string, atMs: number): number {
  // Offsets change on the quarter hour at most, so an hour's worth is looked up once.
  const hourStartMs = Math.floor(atMs / 3_600_000) * 3_600_000
  const key = `${timeZone}/${hourStartMs}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formatters.set(timeZone, formatter)
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (formatter.format(hourStartMs).match(/\d+/g) ?? []).map(Number)
  const offset = (Date.UTC(year, month - 1, day, hour, minute) - hourStartMs) / 60_000
  offsets.set(key, offset)
  return offset
}

/** The instant of a wall-clock time; a time that the clocks skip is taken as the one after. */
export function instantIn(timeZone: string, date: LocalDate, hour: number, minute = 0): number {
  const asUtc = Date.UTC(date.year, date.month - 1, date.day, hour, minute)
  const guess = asUtc - offsetMinutesAt(timeZone, asUtc) * 60_000
  return asUtc - offsetMinutesAt(timeZone, guess) * 60_000
}

/** The date in a zone at an instant. */
export function dateIn(timeZone: string, atMs: number): LocalDate {
  return dateOfDay(Math.floor((atMs + offsetMinutesAt(timeZone, atMs) * 60_000) / dayMs))
}

/** Days since 1970 of a date, for counting and for weekdays. */
export function dayOfDate(date: LocalDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / dayMs
}

/** The date of a count of days since 1970. */
export function dateOfDay(day: number): LocalDate {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** `2026-11-23`. */
export function writeDate(date: LocalDate): string {
  return `${date.year}-${two(date.month)}-${two(date.day)}`
}

/** `2026-11-23T09:00:00+01:00`, as Calendar writes it. */
export function writeInstant(timeZone: string, atMs: number): string {
  const offset = offsetMinutesAt(timeZone, atMs)
  const local = new Date(atMs + offset * 60_000).toISOString().slice(0, 19)
  return local + (offset === 0 && timeZone === 'UTC' ? 'Z' : writeOffset(offset, ':'))
}

/** `Mon, 23 Nov 2026 09:00:00 +0100`, as mail headers write it (RFC 5322). */
export function writeMailDate(timeZone: string, atMs: number): string {
  const offset = offsetMinutesAt(timeZone, atMs)
  return `${new Date(atMs + offset * 60_000).toUTCString().replace(' GMT', '')} ${writeOffset(offset, '')}`
}

/** The parts of a wall-clock time, for the many ways in which mail programs write one above a quote. */
export function wallClock(
  timeZone: string,
  atMs: number,
): LocalDate & { readonly hour: number; readonly minute: number; readonly weekday: number } {
  const local = new Date(atMs + offsetMinutesAt(timeZone, atMs) * 60_000)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  }
}

/** A number with at least two digits. */
export function two(value: number): string {
  return String(value).padStart(2, '0')
}

function writeOffset(minutes: number, separator: string): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`
}
