// Puts what happens again and again into the sample calendars, and the occurrences that came differently than planned.
import type { FakeCalendar } from '../../google/fake/fake-calendar.ts'
import { attendeesOf, personOf, timed } from './calendar-meetings.ts'
import { calendarIds, type CalendarPlan } from './calendar-frame.ts'
import { owner, personWithEmail } from './people.ts'
import { createDice, type Dice } from './random.ts'
import { type Series, seriesList } from './series-list.ts'
import { dateOfDay, instantIn, weekdayOf } from './zoned-time.ts'

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
