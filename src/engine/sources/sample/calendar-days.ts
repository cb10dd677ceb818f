// Whole days of the sample calendars: birthdays, holidays, travels, days off.
import type { EventDateTime } from '../../google/fake/calendar-resources.ts'
import { timed } from './calendar-meetings.ts'
import { calendarIds, type CalendarPlan } from './calendar-frame.ts'
import { people, personWithEmail } from './people.ts'
import { createDice } from './random.ts'
import { dateOfDay, dayOfDate, instantIn, two, weekdayOf, writeDate, writeInstant } from './zoned-time.ts'

/** `start` and `end` of all-day events; the end is the day after the last. */
function allDay(day: number, days = 1): { start: EventDateTime; end: EventDateTime } {
  return { start: { date: writeDate(dateOfDay(day)) }, end: { date: writeDate(dateOfDay(day + days)) } }
}

/** Adds the birthdays that the owner knows, as Google does: a yearly series of its own kind each. */
export function addBirthdays(plan: CalendarPlan): void {
  for (const person of people) {
    if (person.birthday === null) continue
    const { month, day, year } = person.birthday
    plan.account.primary.addEvent(
      {
        id: `birthday${createDice(person.email).between(1e8, 9e8)}`,
        summary: `${person.name}’s birthday`,
        ...allDay(dayOfDate({ year: Math.max(year, 1970), month, day })),
        recurrence: ['RRULE:FREQ=YEARLY'],
        eventType: 'birthday',
        birthdayProperties: { type: 'birthday', contact: `people/c${createDice(person.name).between(1e8, 9e8)}` },
        visibility: 'private',
        transparency: 'transparent',
      },
      plan.anchorMs - 300 * 86_400_000,
    )
  }
}

const holidays: readonly (readonly [month: number, day: number, name: string])[] = [
  [1, 1, 'New Year’s Day'],
  [1, 6, 'Epiphany'],
  [3, 8, 'International Women’s Day'],
  [5, 1, 'Labour Day'],
  [5, 9, 'Europe Day'],
  [8, 15, 'Assumption Day'],
  [10, 3, 'German Unity Day'],
  [10, 31, 'Reformation Day'],
  [11, 1, 'All Saints’ Day'],
  [12, 6, 'Saint Nicholas'],
  [12, 24, 'Christmas Eve'],
  [12, 25, 'Christmas Day'],
  [12, 26, 'Boxing Day'],
  [12, 31, 'New Year’s Eve'],
]

/** Adds the public holidays of the years around the anchor. */
export function addHolidays(plan: CalendarPlan): void {
  const year = dateOfDay(plan.anchorDay).year
  for (const each of [year - 1, year, year + 1]) {
    for (const [month, day, summary] of holidays) {
      const at = dayOfDate({ year: each, month, day })
      if (Math.abs(at - plan.anchorDay) > 272) continue
      plan.account.calendar(calendarIds.holidays).addEvent(
        {
          id: `holiday${each}${two(month)}${two(day)}`,
          summary,
          ...allDay(at),
          visibility: 'public',
          transparency: 'transparent',
        },
        plan.anchorMs - 400 * 86_400_000,
      )
    }
  }
}

/** Adds travels, holidays, working places and colleagues who are away. */
export function addDaysAway(plan: CalendarPlan): void {
  const { primary } = plan.account
  const team = plan.account.calendar(calendarIds.team)
  const family = plan.account.calendar(calendarIds.family)
  const at = (offset: number): number => plan.anchorMs + (Math.min(offset, 0) - 20) * 86_400_000
  const away: readonly (readonly [offset: number, days: number, summary: string, where: string])[] = [
    [-204, 3, 'Interaction conference', 'Zürich'],
    [-121, 2, 'Workshop in Lyon', 'Lyon'],
    [-63, 4, 'Kyoto: paper mills', 'Kyoto'],
    [-19, 2, 'Kestrel on site', 'Boston'],
    [2, 2, 'Hamburg: ferry trials', 'Hamburg'],
    [16, 3, 'Design week', 'Rotterdam'],
    [47, 2, 'Studio offsite', 'Märkische Schweiz'],
    [110, 3, 'Trade fair', 'Torino'],
  ]
  for (const [offset, days, summary, location] of away)
    primary.addEvent({ summary, location, ...allDay(plan.anchorDay + offset, days) }, at(offset))
  for (const [offset, days, summary] of [
    [-160, 9, 'Summer week at the lake'],
    [-95, 5, 'Autumn holidays'],
    [33, 12, 'Winter holidays'],
    [140, 6, 'Easter holidays'],
  ] as const) {
    family.addEvent({ summary, ...allDay(plan.anchorDay + offset, days) }, at(offset))
    const { start } = timed(plan.homeZone, plan.anchorDay + offset, 0, 0, 0)
    const { start: end } = timed(plan.homeZone, plan.anchorDay + offset + days, 0, 0, 0)
    primary.addEvent(
      {
        summary: 'Out of office',
        start,
        end,
        eventType: 'outOfOffice',
        outOfOfficeProperties: { autoDeclineMode: 'declineAllConflictingInvitations', declineMessage: 'I am on holiday.' },
      },
      at(offset),
    )
  }
  for (let week = -6; week <= 6; week++) {
    const friday = plan.anchorDay + week * 7 + ((5 - weekdayOf(plan.anchorDay) + 7) % 7)
    primary.addEvent(
      {
        summary: 'Home',
        ...allDay(friday),
        eventType: 'workingLocation',
        workingLocationProperties: { type: 'homeOffice', homeOffice: {} },
        visibility: 'public',
        transparency: 'transparent',
      },
      at(week * 7),
    )
  }
  for (const [offset, person] of [
    [-30, 'jonas'],
    [1, 'emre'],
    [8, 'priya'],
    [22, 'leo'],
  ] as const) {
    team.addEvent(
      { summary: `${personWithEmail(`${person}@brightwater.example`).firstName} away`, ...allDay(plan.anchorDay + offset, 3) },
      at(offset),
    )
  }
  // Two days in one event, over midnight, in another zone than either end's calendar.
  primary.addEvent(
    {
      summary: 'Flight to Boston',
      eventType: 'fromGmail',
      start: {
        dateTime: writeInstant('Europe/Berlin', instantIn('Europe/Berlin', dateOfDay(plan.anchorDay - 20), 17, 40)),
        timeZone: 'Europe/Berlin',
      },
      end: {
        dateTime: writeInstant('America/New_York', instantIn('America/New_York', dateOfDay(plan.anchorDay - 20), 20, 5)),
        timeZone: 'America/New_York',
      },
      location: 'BER',
      source: { url: 'https://mail.google.com/mail', title: 'Your booking' },
    },
    at(-40),
  )
}
