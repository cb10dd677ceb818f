// What happens again and again in the sample calendars, and the occurrences that came differently than planned.
import type { EventInput } from '../../google/fake/calendar-resources.ts'
import type { FakeCalendar } from '../../google/fake/fake-calendar.ts'
import { attendeesOf, personOf, timed } from './calendar-meetings.ts'
import { calendarIds, type CalendarPlan } from './calendar-frame.ts'
import { owner, personWithEmail } from './people.ts'
import { createDice, type Dice } from './random.ts'
import { dateOfDay, instantIn, weekdayOf } from './zoned-time.ts'

interface Series {
  readonly id: string
  readonly calendar: 'primary' | keyof typeof calendarIds
  readonly summary: string
  readonly rule: string
  readonly timeZone?: string
  /** Weekday of the first occurrence, 0 for Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly minutes: number
  /** Weeks between occurrences. */
  readonly weeks: number
  readonly people?: readonly string[]
  readonly more?: EventInput
}

const seriesList: readonly Series[] = [
  {
    id: 'standup',
    calendar: 'team',
    summary: 'Stand-up',
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    weekday: 1,
    hour: 9,
    minute: 15,
    minutes: 15,
    weeks: 1,
    people: ['tobias', 'amara', 'felix', 'priya', 'jonas', 'sofia', 'meiling'],
  },
  {
    id: 'partners',
    calendar: 'primary',
    summary: 'Partners’ round',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    weekday: 1,
    hour: 11,
    minute: 0,
    minutes: 60,
    weeks: 1,
    people: ['tobias', 'hanna'],
  },
  {
    id: 'critique',
    calendar: 'team',
    summary: 'Design critique',
    rule: 'FREQ=WEEKLY;BYDAY=WE',
    weekday: 3,
    hour: 14,
    minute: 0,
    minutes: 75,
    weeks: 1,
    people: ['amara', 'priya', 'emre', 'leo'],
  },
  {
    id: 'oneamara',
    calendar: 'primary',
    summary: '1:1 Amara / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    weekday: 2,
    hour: 10,
    minute: 0,
    minutes: 45,
    weeks: 2,
    people: ['amara'],
  },
  {
    id: 'onefelix',
    calendar: 'primary',
    summary: '1:1 Felix / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
    weekday: 4,
    hour: 10,
    minute: 30,
    minutes: 30,
    weeks: 2,
    people: ['felix'],
  },
  {
    id: 'onesofia',
    calendar: 'primary',
    summary: '1:1 Sofia / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    weekday: 5,
    hour: 10,
    minute: 0,
    minutes: 30,
    weeks: 2,
    people: ['sofia'],
  },
  {
    id: 'kestrelweekly',
    calendar: 'primary',
    summary: 'Kestrel × Brightwater weekly',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    timeZone: 'America/New_York',
    weekday: 2,
    hour: 10,
    minute: 0,
    minutes: 45,
    weeks: 1,
    people: ['dana.whitfield@kestrel-robotics.example', 'grace.kim@kestrel-robotics.example', 'felix'],
    more: { hangoutLink: 'https://meet.google.com/kes-trel-wkl' },
  },
  {
    id: 'hoshinocall',
    calendar: 'primary',
    summary: 'Hoshino Paper: 定例会議',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
    timeZone: 'Asia/Tokyo',
    weekday: 4,
    hour: 17,
    minute: 0,
    minutes: 60,
    weeks: 2,
    people: ['chihiro.hoshino@hoshino-paper.example', 'misaki.sato@hoshino-paper.example', 'amara'],
  },
  {
    id: 'northwindjf',
    calendar: 'primary',
    summary: 'Jour fixe Northwind',
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    weekday: 4,
    hour: 13,
    minute: 30,
    minutes: 60,
    weeks: 1,
    people: ['katrin.thiessen@northwind.example', 'sven.petersen@northwind.example', 'sofia'],
  },
  {
    id: 'fernhillboard',
    calendar: 'primary',
    summary: 'Wayfinder steering group',
    rule: 'FREQ=MONTHLY;BYDAY=2WE',
    timeZone: 'Europe/London',
    weekday: 3,
    hour: 15,
    minute: 0,
    minutes: 90,
    weeks: 0,
    people: ['margaret.ashworth@fernhill.example', 'imran.siddiqui@fernhill.example', 'bethan.rhys@fernhill.example', 'leo'],
  },
  {
    id: 'focus',
    calendar: 'primary',
    summary: 'Focus time',
    rule: 'FREQ=WEEKLY;BYDAY=WE',
    weekday: 3,
    hour: 9,
    minute: 30,
    minutes: 150,
    weeks: 1,
    more: {
      eventType: 'focusTime',
      focusTimeProperties: { autoDeclineMode: 'declineOnlyNewConflictingInvitations', chatStatus: 'doNotDisturb' },
    },
  },
  {
    id: 'lunchtalk',
    calendar: 'team',
    summary: 'Studio lunch talk',
    rule: 'FREQ=MONTHLY;BYDAY=-1FR',
    weekday: 5,
    hour: 12,
    minute: 30,
    minutes: 60,
    weeks: 0,
    people: ['ruth', 'leo', 'emre', 'jonas'],
  },
  {
    id: 'yoga',
    calendar: 'primary',
    summary: 'Yoga',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    weekday: 2,
    hour: 18,
    minute: 30,
    minutes: 75,
    weeks: 1,
    more: { visibility: 'private', location: 'Studio am Kanal' },
  },
  {
    id: 'piano',
    calendar: 'family',
    summary: 'Piano lesson Jakob',
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    weekday: 4,
    hour: 16,
    minute: 30,
    minutes: 45,
    weeks: 1,
    more: { location: 'Musikschule' },
  },
  {
    id: 'rowing',
    calendar: 'family',
    summary: 'Rowing',
    rule: 'FREQ=WEEKLY;BYDAY=SA',
    weekday: 6,
    hour: 8,
    minute: 30,
    minutes: 120,
    weeks: 1,
    more: { location: 'Ruderclub Spree' },
  },
  {
    id: 'callparents',
    calendar: 'family',
    summary: 'Call with Ingeborg and Peter',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    weekday: 0,
    hour: 17,
    minute: 0,
    minutes: 30,
    weeks: 1,
  },
  {
    id: 'invoices',
    calendar: 'primary',
    summary: 'Send invoices',
    rule: 'FREQ=MONTHLY;BYMONTHDAY=1',
    weekday: -1,
    hour: 9,
    minute: 0,
    minutes: 30,
    weeks: 0,
    more: { transparency: 'transparent' },
  },
]

function calendarOf(plan: CalendarPlan, name: Series['calendar']): FakeCalendar {
  return name === 'primary' ? plan.account.primary : plan.account.calendar(calendarIds[name])
}

/** Adds the series with their exceptions, one at a step. */
export function* addSeries(plan: CalendarPlan): Generator<void> {
  for (const series of seriesList) {
    const dice = createDice(`series/${series.id}`)
    const timeZone = series.timeZone ?? plan.homeZone
    const startBack = dice.between(200, 270)
    const firstDay = firstOccurrence(series, plan.anchorDay - startBack)
    const guests = (series.people ?? []).map((mailbox) =>
      personWithEmail(mailbox.includes('@') ? mailbox : `${mailbox}@brightwater.example`),
    )
    const organizer = guests.length > 0 && dice.chance(0.5) && guests[0] !== undefined ? guests[0] : owner
    const calendar = calendarOf(plan, series.calendar)
    const createdAtMs = instantIn(timeZone, dateOfDay(firstDay - 7), 10)
    const id = calendar.addEvent(
      {
        id: series.id,
        summary: series.summary,
        ...timed(timeZone, firstDay, series.hour, series.minute, series.minutes),
        recurrence: [`RRULE:${series.rule}`],
        ...(guests.length === 0 ? {} : { attendees: attendeesOf(guests, organizer, dice, true), organizer: personOf(organizer) }),
        ...series.more,
      },
      createdAtMs,
    )
    if (series.weeks > 0) addExceptions(plan, series, calendar, id, firstDay, timeZone, dice)
    yield
  }
}

/** A few occurrences fall out, a few move, a few are about something special; some of them close to the anchor day. */
function addExceptions(
  plan: CalendarPlan,
  series: Series,
  calendar: FakeCalendar,
  id: string,
  firstDay: number,
  timeZone: string,
  dice: Dice,
): void {
  const step = 7 * series.weeks
  const weeksUntilNow = Math.floor((plan.anchorDay - firstDay) / step)
  const chosen = dice.sample(
    Array.from({ length: weeksUntilNow + 8 }, (_unused, index) => index + 1),
    4,
  )
  for (const week of new Set([...chosen, weeksUntilNow + 1])) {
    const day = firstDay + week * step
    const { start } = timed(timeZone, day, series.hour, series.minute, series.minutes)
    const changedAtMs = Math.min(plan.anchorMs - 3_600_000, instantIn(timeZone, dateOfDay(day - 2), 12))
    const kind = dice.between(0, 3)
    if (kind === 0) calendar.cancelOccurrence(id, start, changedAtMs)
    else if (kind === 1)
      calendar.editOccurrence(
        id,
        start,
        { summary: `${series.summary}: ${dice.pick(['planning the quarter', 'with guests', 'look back', 'at the café'])}` },
        changedAtMs,
      )
    else {
      const moved = timed(timeZone, kind === 2 ? day : day + 1, series.hour + (kind === 2 ? 2 : 0), series.minute, series.minutes)
      calendar.moveOccurrence(id, start, moved.start, moved.end, changedAtMs)
    }
  }
}

function firstOccurrence(series: Series, fromDay: number): number {
  let day = fromDay
  if (series.weekday >= 0) {
    while (weekdayOf(day) !== series.weekday) day++
    const nth = /BYDAY=(-?\d)/.exec(series.rule)?.[1]
    if (nth === undefined) return day
    const isNth = (candidate: number): boolean =>
      nth === '-1'
        ? dateOfDay(candidate + 7).month !== dateOfDay(candidate).month
        : Math.ceil(dateOfDay(candidate).day / 7) === Number(nth)
    while (!isNth(day)) day += 7
    return day
  }
  while (dateOfDay(day).day !== 1) day++
  return day
}
