// Reads a date or time as calendars really write it: exporters forget VALUE=DATE, write dashes and colons, and leave out seconds.

/** A date, with a clock time (`HH:mm:ss`) unless it stands for a whole day. */
export interface CalendarTime {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly clock: string | null
  readonly isUtc: boolean
}

const pattern = /^\s*(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?)?/

/** RFC 5545's DATE and DATE-TIME and their usual misspellings; the start of a PERIOD. Null for what is no date. */
export function parseCalendarTime(text: string): CalendarTime | null {
  const [, year, month, day, hour, minute, second = '00', utc] = pattern.exec(text) ?? []
  const date = `${year}-${month}-${day}`
  if (year === undefined || Number.isNaN(Date.parse(date))) return null
  return { date, clock: hour === undefined ? null : `${hour}:${minute}:${second}`, isUtc: utc !== undefined }
}
