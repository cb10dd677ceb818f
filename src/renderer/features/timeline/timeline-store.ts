// The stream of mail and meetings, and what it is narrowed to.
import type { TimelineFilter, TimelineItem } from '../../../shared/views/timeline.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

/** The stream of the Timeline screen, newest first. */
export const timelineStore = createPagedStore<TimelineItem, TimelineFilter>(
  (filter, cursor, limit) => client.call('timeline.page', { filter, cursor, limit }),
  {},
)
