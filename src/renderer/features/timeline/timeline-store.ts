// The stream of mail and meetings, and what it is narrowed to.
import type { StoreApi } from 'zustand/vanilla'
import type { TimelineFilter, TimelineItem } from '../../../shared/views/timeline.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { createPagedStore, type PagedState } from '../../lib/paged-store.ts'

/** The paged stream. */
export type TimelineStore = StoreApi<PagedState<TimelineItem, TimelineFilter>>

/** Makes a stream, newest first. */
export function createTimelineStore(client: Client): TimelineStore {
  return createPagedStore<TimelineItem, TimelineFilter>((filter, cursor, limit) => client.call('timeline.page', { filter, cursor, limit }), {})
}

/** The stream of the Timeline screen. */
export const timelineStore = createTimelineStore(liveClient)
