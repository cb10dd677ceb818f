// The lists of the job monitor: the jobs of one status, and the items that failed.
import type { JobKind, JobStatus } from '../../../shared/jobs/vocabulary.ts'
import type { ItemFailure, Job } from '../../../shared/views/jobs.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

/** What the list of jobs is narrowed to. */
export interface JobQuery {
  status: JobStatus
  kind: JobKind | null
  text: string
  /** Of failed jobs: those that were put away, in place of those that were not. */
  isDismissed: boolean
}

/** The list of the Jobs screen, newest first. */
export const jobListStore = createPagedStore<Job, JobQuery>(
  ({ status, isDismissed, ...query }, cursor, limit) =>
    client.call('jobs.page', { status, ...query, ...(status === 'failed' ? { isDismissed } : {}), cursor, limit }),
  { status: 'processing', kind: null, text: '', isDismissed: false },
)

/** The failed items of the Jobs screen. */
export const itemFailureStore = createPagedStore<ItemFailure, { isDismissed: boolean }>(
  ({ isDismissed }, cursor, limit) => client.call('jobs.itemFailures', { isDismissed, cursor, limit }),
  { isDismissed: false },
)
