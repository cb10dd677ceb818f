// Reads dates as mails write them (RFC 5322, its obsolete forms, and common mistakes).

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 5322, 4.3. Letters of military zones mean nothing and count as UTC. */
const zoneHours: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  bst: 1,
  ist: 1,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  eet: 2,
  eest: 3,
  jst: 9,
}
/** 1 January 1971: earlier ones are broken clocks. */
const earliestMs = 365 * 86_400_000
const toleranceMs = 2 * 86_400_000

const mailForm =
  /(\d{1,2})[ \t-]+([a-z]{3})[a-z]*[ \t.,-]+(\d{2,4})[ \t,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?[ \t]*([ap]m)?[ \t]*([+-]?\d{3,4}|[a-z]{1,5})?/i
/** `Thu Aug 22 12:36:23 2002`, with or without a zone: the C library's form, used by the line above each mail of an mbox. */
const ctimeForm =
  /([a-z]{3})[a-z]*[ \t]+(\d{1,2})[ \t]+(\d{1,2}):(\d{2})(?::(\d{2}))?[ \t]+(?:([+-]\d{4}|[a-z]{2,5})[ \t]+)?(\d{4})(?:[ \t]+([+-]\d{4}))?/i

/** The instant a date text means, ms since the epoch, or null. Zones that cannot be are taken as UTC. Never throws. */
export function parseMailDate(text: string): number | null {
  const plain = text.slice(0, 200).replace(/\([^()]{0,60}\)/g, ' ')
  const mail = mailForm.exec(plain)
  if (mail) {
    const [, day, month, year, hour, minute, second, half, zone] = mail
    return instant(fullYear(year ?? ''), month ?? '', day, hours(hour, half), minute, second, zone)
  }
  const ctime = ctimeForm.exec(plain)
  if (ctime) {
    const [, month, day, hour, minute, second, zone, year, lateZone] = ctime
    return instant(Number(year), month ?? '', day, Number(hour), minute, second, lateZone ?? zone)
  }
  // ISO 8601 and whatever else the platform understands; without a zone that is UTC here, so that every computer reads the same.
  const iso = /^\s*\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?/.exec(plain)?.[0].trim()
  if (iso === undefined) return null
  const parsed = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`)
  return Number.isFinite(parsed) ? parsed : null
}

/** The instant of the line `From sender date` above a mail in an mbox, or null. */
export function parseEnvelopeDate(envelopeLine: string | null): number | null {
  return envelopeLine === null ? null : parseMailDate(envelopeLine.replace(/^>?From\s+\S+/, ''))
}

/** Whether a mail may be from then: not before 1971, not more than two days after it was seen here. */
export function isPlausibleMailDate(atMs: number | null, seenAtMs: number): atMs is number {
  return atMs !== null && atMs >= earliestMs && atMs <= seenAtMs + toleranceMs
}

function instant(
  year: number,
  monthName: string,
  day: string | undefined,
  hour: number,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): number | null {
  const month = months.indexOf(monthName.toLowerCase())
  const [dayNumber, minuteNumber, secondNumber] = [Number(day), Number(minute), Number(second ?? 0)]
  if (month < 0 || dayNumber < 1 || dayNumber > 31 || hour > 24 || minuteNumber > 59 || secondNumber > 60) return null
  const local = Date.UTC(year, month, dayNumber, hour, minuteNumber, secondNumber)
  return Number.isFinite(local) ? local - zoneOffsetMinutes(zone ?? '') * 60_000 : null
}

function zoneOffsetMinutes(zone: string): number {
  const digits = /^([+-]?)(\d{1,2})(\d{2})$/.exec(zone)
  if (!digits) return (zoneHours[zone.toLowerCase()] ?? 0) * 60
  const minutes = Number(digits[2]) * 60 + Number(digits[3])
  return minutes > 14 * 60 ? 0 : digits[1] === '-' ? -minutes : minutes
}

/** RFC 5322, 4.3: two digits below 50 are 20xx; three count from 1900. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return text.length === 3 ? 1900 + year : year
}

function hours(hour: string | undefined, half: string | undefined): number {
  const number = Number(hour)
  if (half === undefined) return number
  return (number % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}
