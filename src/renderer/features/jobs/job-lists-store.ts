// The lists of the job monitor: the jobs of one status, and the items that failed.
import type { JobKind, JobStatus } from '../../../shared/jobs/vocabulary.ts'
import type { ItemFailure, Job } from '../../../shared/views/jobs.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore, type FetchPage } from '../../lib/paged-store.ts'

/** What the list of jobs is narrowed to. */
export interface JobQuery {
  status: JobStatus
  kind: JobKind | null
  text: string
  /** Of failed jobs: those that were put away, in place of those that were not. */
  isDismissed: boolean
}

/** Asks for a page of jobs. */
export const fetchJobs: FetchPage<Job, JobQuery> = (query, cursor, limit) =>
  client.call('jobs.page', { ...filterOf(query), cursor, limit })

/** The list of the Jobs screen, newest first. */
export const jobListStore = createPagedStore(fetchJobs, { status: 'processing', kind: null, text: '', isDismissed: false })

/** More than so many are not changed in one step. */
const mostAtOnce = 10_000

/** Ids of everything that the list would show if it were scrolled to its end, at most 10,000. An error answers those before it. */
export async function listAllIds<Item extends { id: number }, Query>(
  fetchPage: FetchPage<Item, Query>,
  query: Query,
): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | null = null
  do {
    const answer: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(query, cursor, 500)
    if (!answer.ok) break
    ids.push(...answer.value.items.map(({ id }) => id))
    cursor = answer.value.nextCursor
  } while (cursor !== null && ids.length < mostAtOnce)
  return ids
}

function filterOf({ isDismissed, ...query }: JobQuery): Omit<JobQuery, 'isDismissed'> & { isDismissed?: boolean } {
  return query.status === 'failed' ? { ...query, isDismissed } : query
}

/** What the list of failed items is narrowed to. */
export interface ItemFailureQuery {
  /** Those that were put away, in place of those that were not. */
  isDismissed: boolean
}

/** Asks for a page of failed items. */
export const fetchItemFailures: FetchPage<ItemFailure, ItemFailureQuery> = ({ isDismissed }, cursor, limit) =>
  client.call('jobs.itemFailures', { isDismissed, cursor, limit })

/** The failed items of the Jobs screen. */
export const itemFailureStore = createPagedStore(fetchItemFailures, { isDismissed: false })
