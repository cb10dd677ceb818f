// The lists of the job monitor: the jobs of one status, and the items that failed.
import type { JobKind, JobStatus } from '../../../shared/jobs/vocabulary.ts'
import type { ItemFailure, Job } from '../../../shared/views/jobs.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

/** What the list of jobs is narrowed to. */
interface JobQuery {
  status: JobStatus | null
  kind: JobKind | null
}

/** The list of the Jobs screen, newest first. */
export const jobListStore = createPagedStore<Job, JobQuery>(
  (query, cursor, limit) => client.call('jobs.page', { ...query, cursor, limit }),
  { status: 'processing', kind: null },
)

/** The failed items of the Jobs screen. */
export const itemFailureStore = createPagedStore<ItemFailure, null>(
  (_query, cursor, limit) => client.call('jobs.itemFailures', { cursor, limit }),
  null,
)
