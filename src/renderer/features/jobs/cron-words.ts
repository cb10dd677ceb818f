// Says a cron expression in words: "Every 15 minutes", "Every day at 03:17".

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The expression in words; null for one that has no short name, or is none. */
export function cronWords(expression: string): string | null {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = expression.trim().toUpperCase().split(/\s+/)
  if (rest.length > 0 || month !== '*') return null
  const isEveryDay = day === '*' && weekday === '*'
  if (isEveryDay && hour === '*') return everyMinutes(minute)
  const at = numberIn(minute, 59)
  if (at === null) return null
  const past = `${at}`.padStart(2, '0')
  const hours = /^\*\/(\d+)$/.exec(hour)?.[1]
  if (isEveryDay && hours !== undefined)
    return Number(hours) === 1 ? `Every hour at :${past}` : `Every ${Number(hours)} hours at :${past}`
  const times = hour.split(',').map((each) => numberIn(each, 23))
  if (times.some((each) => each === null)) return null
  const when = list.format(times.map((each) => `${each}`.padStart(2, '0') + `:${past}`))
  if (isEveryDay) return `Every day at ${when}`
  if (day === '*') return withDays(weekday, when)
  const dayOfMonth = numberIn(day, 31)
  return weekday === '*' && dayOfMonth !== null && dayOfMonth > 0 ? `On day ${dayOfMonth} of every month at ${when}` : null
}

function everyMinutes(minute: string): string | null {
  if (minute === '*') return 'Every minute'
  const step = /^\*\/(\d+)$/.exec(minute)?.[1]
  if (step !== undefined) return Number(step) === 1 ? 'Every minute' : `Every ${Number(step)} minutes`
  const at = numberIn(minute, 59)
  return at === null ? null : `Every hour at :${`${at}`.padStart(2, '0')}`
}

function withDays(weekday: string, when: string): string | null {
  if (weekday === '1-5' || weekday === 'MON-FRI') return `Every weekday at ${when}`
  const days = weekday.split(',').map((word) => {
    const named = dayNames.indexOf(word)
    return named === -1 ? numberIn(word, 7) : named
  })
  if (days.some((each) => each === null)) return null
  return `Every ${list.format(days.map((each) => weekdays[each ?? 0] ?? ''))} at ${when}`
}

function numberIn(text: string, most: number): number | null {
  return /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : null
}
