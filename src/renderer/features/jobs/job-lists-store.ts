// The lists of the job monitor: one for each tab, and the items that failed.
import type { StoreApi } from 'zustand/vanilla'
import type { JobKind, JobStatus } from '../../../shared/jobs/vocabulary.ts'
import type { ItemFailure, Job } from '../../../shared/views/jobs.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { createPagedStore, type PagedState } from '../../lib/paged-store.ts'

/** What the list of jobs is narrowed to. */
export interface JobQuery {
  status: JobStatus | null
  kind: JobKind | null
}

/** Makes a list of jobs, newest first. */
export function createJobListStore(client: Client): StoreApi<PagedState<Job, JobQuery>> {
  return createPagedStore<Job, JobQuery>((query, cursor, limit) => client.call('jobs.page', { ...query, cursor, limit }), { status: 'processing', kind: null })
}

/** Makes the list of failed items. */
export function createItemFailureStore(client: Client): StoreApi<PagedState<ItemFailure, null>> {
  return createPagedStore<ItemFailure, null>((_query, cursor, limit) => client.call('jobs.itemFailures', { cursor, limit }), null)
}

/** The list of the Jobs screen. */
export const jobListStore = createJobListStore(liveClient)
/** The failed items of the Jobs screen. */
export const itemFailureStore = createItemFailureStore(liveClient)
