// Dates and times in the person's own locale and zone.

const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const dayWithYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const shortDateWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })
const medium = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const yearsAgo = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const utcDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** "14:05" */
export function formatTime(atMs: number): string {
  return time.format(atMs)
}

/** "14:00 – 15:30", in the locale's own way. */
export function formatTimeRange(fromMs: number, untilMs: number): string {
  return time.formatRange(fromMs, untilMs)
}

/** "Monday, 23 November 2026 at 14:05" */
export function formatFull(atMs: number): string {
  return full.format(atMs)
}

/** "23 Nov 2026, 14:05" */
export function formatMedium(atMs: number): string {
  return medium.format(atMs)
}

/** "23 Nov 2026, 14:05:09", where several things happen within a minute. */
export function formatMoment(atMs: number): string {
  return moment.format(atMs)
}

/** "23 Nov 2026" */
export function formatDate(atMs: number): string {
  return shortDateWithYear.format(atMs)
}

/** "Today", "Yesterday", "Monday, 23 November", with the year when it is another one. */
export function formatDay(atMs: number, nowMs: number): string {
  const distance = Math.round((startOfDay(atMs) - startOfDay(nowMs)) / dayMs)
  if (Math.abs(distance) <= 1)
    return capitalized(new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(distance, 'day'))
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? day.format(atMs) : dayWithYear.format(atMs)
}

/** A plain `YYYY-MM-DD` as "Monday, 23 November 2026", in no zone at all. */
export function formatPlainDate(plainDate: string): string {
  return utcDay.format(Date.parse(`${plainDate}T00:00:00Z`))
}

/** "14:05" today, "23 Nov" this year, "23 Nov 2025" else: for the narrow column of a list. */
export function formatShort(atMs: number, nowMs: number): string {
  if (startOfDay(atMs) === startOfDay(nowMs)) return time.format(atMs)
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? shortDate.format(atMs) : shortDateWithYear.format(atMs)
}

/** "now", "2 min ago", "in 3 hr", "yesterday", "4 mo ago": short words without their full stops. */
export function formatRelative(atMs: number, nowMs: number): string {
  return relativeWords(atMs, nowMs).replace(/(\p{L})\./gu, '$1')
}

function relativeWords(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs
  const size = Math.abs(distance)
  if (size < minuteMs) return relative.format(0, 'second')
  if (size < hourMs) return relative.format(Math.round(distance / minuteMs), 'minute')
  if (size < dayMs) return relative.format(Math.round(distance / hourMs), 'hour')
  const days = Math.round((startOfDay(atMs) - startOfDay(nowMs)) / dayMs)
  if (Math.abs(days) < 14) return relative.format(days, 'day')
  if (Math.abs(days) < 60) return relative.format(Math.round(days / 7), 'week')
  if (Math.abs(days) < 365) return relative.format(Math.round(days / 30.44), 'month')
  return yearsAgo.format(Math.round(days / 365.25), 'year')
}

/** Midnight of the day in the person's zone. */
export function startOfDay(atMs: number): number {
  const date = new Date(atMs)
  date.setHours(0, 0, 0, 0)
  return date.getTime()
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

/** A place on the axis of a chart: the time of day, and for more than a day the date with it. */
export function formatPointTime(atMs: number, withDay: boolean): string {
  return (withDay ? dateAndTime : time).format(atMs)
}
