// Says in words how often an event repeats, from its rule as RFC 5545 (section 3.3.10) writes it.

const units = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const
const weekdayCodes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const
const workdays = 'MO,TU,WE,TH,FR'
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' })
const list = new Intl.ListFormat()
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** "Every 2 weeks on Monday and Friday, until 4 Dec 2026". A rule that it does not understand is "Repeats". */
export function recurrenceWords(rule: string | null): string {
  const parts = new Map(
    (rule ?? '')
      .split(/\r?\n/)
      .find((line) => line.includes('FREQ='))
      ?.replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.split('=', 2) as [string, string]),
  )
  const unit = units[parts.get('FREQ') as keyof typeof units]
  if (unit === undefined) return 'Repeats'
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const often = interval > 1 ? `Every ${interval} ${unit}s` : `Every ${unit}`
  return `${often}${daysOf(parts.get('BYDAY'))}${endOf(parts)}`
}

function daysOf(byDay: string | undefined): string {
  if (byDay === undefined) return ''
  if (byDay === workdays) return ' on weekdays'
  const days = byDay.split(',').map((code) => weekdayCodes.indexOf(code as (typeof weekdayCodes)[number]))
  // "The second Tuesday" and the like are left out rather than told wrongly.
  if (days.includes(-1)) return ''
  // 4 January 1970 was a Sunday.
  return ` on ${list.format(days.map((day) => weekday.format(Date.UTC(1970, 0, 4 + day))))}`
}

function endOf(parts: ReadonlyMap<string, string>): string {
  const count = parts.get('COUNT')
  if (count !== undefined) return `, ${count} times`
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get('UNTIL') ?? '')
  if (until === null) return ''
  return `, until ${date.format(Date.UTC(Number(until[1]), Number(until[2]) - 1, Number(until[3])))}`
}
