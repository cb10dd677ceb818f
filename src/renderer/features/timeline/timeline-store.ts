// The stream of mail and meetings, and what it is narrowed to.
import type { TimelineFilter, TimelineItem } from '../../../shared/views/timeline.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

/** What a person has chosen: somebody by name, and days of their own zone as `YYYY-MM-DD`. */
export interface TimelineQuery extends Pick<TimelineFilter, 'kind' | 'accountId' | 'includeBulk'> {
  person?: { id: number; name: string }
  fromDay?: string
  untilDay?: string
}

/** The stream of the Timeline screen, newest first. */
export const timelineStore = createPagedStore<TimelineItem, TimelineQuery>(
  (query, cursor, limit) => client.call('timeline.page', { filter: toTimelineFilter(query), cursor, limit }),
  {},
)

/** Whether anything is left out on purpose; newsletters come on top. */
export function isNarrowed(query: TimelineQuery): boolean {
  return Object.keys(query).some((filter) => filter !== 'includeBulk')
}

/** What the app is asked for. Both days are in the range, from midnight to midnight of the person's zone. */
export function toTimelineFilter({ person, fromDay, untilDay, ...filter }: TimelineQuery): TimelineFilter {
  return {
    ...filter,
    ...(person === undefined ? {} : { contactId: person.id }),
    ...(fromDay === undefined ? {} : { fromMs: midnight(fromDay, 0) }),
    ...(untilDay === undefined ? {} : { untilMs: midnight(untilDay, 1) }),
  }
}

function midnight(day: string, daysLater: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}
