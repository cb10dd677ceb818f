// What every part of the sample calendars' plan is made with.
import type { FakeAccount } from '../../google/fake/fake-account.ts'

/** Calendar ids besides the primary one. */
export const calendarIds = {
  team: 'team@group.calendar.brightwater.example',
  family: 'family@group.calendar.example.com',
  holidays: 'holidays@group.v.calendar.example.com',
} as const

/** What event plans are made with. */
export interface CalendarPlan {
  readonly account: FakeAccount
  readonly homeZone: string
  readonly anchorMs: number
  /** Days since 1970 of the anchor day at home. */
  readonly anchorDay: number
}
