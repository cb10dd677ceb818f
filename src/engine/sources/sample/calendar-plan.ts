// Fills the sample calendars, part by part.
import type { FakeAccount } from '../../google/fake/fake-account.ts'
import { calendarIds, type CalendarPlan } from './calendar-frame.ts'
import { addBirthdays, addDaysAway, addHolidays } from './calendar-days.ts'
import { addMeetings } from './calendar-meetings.ts'
import { addSeries } from './calendar-series.ts'
import { dateIn, dayOfDate } from './zoned-time.ts'

/** Fills the calendars. A generator, so that the caller can let others in between the steps. */
export function* planCalendars(account: FakeAccount, anchorMs: number, homeZone: string): Generator<void, CalendarPlan> {
  const plan: CalendarPlan = { account, homeZone, anchorMs, anchorDay: dayOfDate(dateIn(homeZone, anchorMs)) }
  account.addCalendar({
    id: calendarIds.team,
    summary: 'Brightwater Studio',
    description: 'What concerns the whole studio',
    timeZone: homeZone,
    colorId: '15',
    backgroundColor: '#9fc6e7',
    accessRole: 'writer',
  })
  account.addCalendar({ id: calendarIds.family, summary: 'Family', timeZone: homeZone, colorId: '4', backgroundColor: '#fa573c' })
  account.addCalendar({
    id: calendarIds.holidays,
    summary: 'Holidays',
    timeZone: homeZone,
    colorId: '8',
    backgroundColor: '#16a765',
    accessRole: 'reader',
  })
  yield
  yield* addSeries(plan)
  addBirthdays(plan)
  yield
  addHolidays(plan)
  yield
  addDaysAway(plan)
  yield
  yield* addMeetings(plan)
  return plan
}
