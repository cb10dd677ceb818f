// Pages through jobs, newest first, for the lists of the job monitor.
import { setImmediate } from 'node:timers/promises'
import { type JobStatus, jobStatuses } from '../../../../shared/jobs/vocabulary.ts'
import type { Job } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { countJobs, noJobs } from './count-jobs.ts'
import { jobViewColumns, type JobViewRow, toJob } from './job-view.ts'
import { listPauses } from './list-pauses.ts'

/** Which jobs, and where to go on. */
export interface JobPageInput {
  readonly status: JobStatus | null
  readonly kind: string | null
  readonly cursor: string | null
  readonly limit: number
}

/** A page of jobs. `nextCursor` is null on the last one. */
export interface JobPage {
  items: Job[]
  nextCursor: string | null
  total: number
}

const newestFirst = 'ORDER BY id DESC LIMIT @limit'
const ofKind = '(@kind IS NULL OR kind = @kind) AND id >= @from AND id < @before'

/**
 * For each state the smallest index that holds it. Completed jobs and all jobs are walked from the end of the table: an index for completed
 * ones of a kind would slow every job down by a tenth (measured), to save a fifth of a second among a million of another kind.
 */
const queries: Record<JobStatus | 'any', string> = {
  queued: `
    SELECT ${jobViewColumns} FROM jobs WHERE id IN (
      SELECT id FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL AND ${ofKind}
      UNION ALL SELECT id FROM jobs WHERE status = 'queued' AND ready_rank IS NULL AND ${ofKind}
      ${newestFirst}
    ) ORDER BY id DESC`,
  processing: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL AND ${ofKind} ${newestFirst}`,
  failed: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'failed' AND ${ofKind} ${newestFirst}`,
  cancelled: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'cancelled' AND ${ofKind} ${newestFirst}`,
  completed: `SELECT ${jobViewColumns} FROM jobs WHERE +status = 'completed' AND ${ofKind} ${newestFirst}`,
  any: `SELECT ${jobViewColumns} FROM jobs WHERE ${ofKind} ${newestFirst}`,
}

/** So many jobs are walked in one stretch: few enough that a question asked meanwhile does not wait. */
const stretch = 100_000

/** Reads a page; `cursor` is the `nextCursor` of the page before. Other questions get their turn during a long walk. */
export async function pageJobs(db: Database, input: JobPageInput): Promise<JobPage> {
  const cursor = Number(input.cursor ?? Number.NaN)
  const total = countMatching(db, input)
  // There are no more than these: the walk ends at the last one, and does not begin where there is none.
  const wanted = input.cursor === null ? Math.min(input.limit + 1, total) : input.limit + 1
  if (wanted === 0) return { items: [], nextCursor: null, total }
  const query = db.prepare<[object], JobViewRow>(queries[input.status ?? 'any'])
  const isWalk = input.status === null || input.status === 'completed'
  const rows: JobViewRow[] = []
  let before = Number.isSafeInteger(cursor) ? cursor : newestId(db) + 1
  while (rows.length < wanted && before > 0) {
    const from = isWalk ? Math.max(0, before - stretch) : 0
    rows.push(...query.all({ kind: input.kind, from, before, limit: wanted - rows.length }))
    before = from
    if (rows.length < wanted && before > 0) await setImmediate()
  }
  const pauses = listPauses(db)
  const items = rows.slice(0, input.limit).map((row) => toJob(row, pauses))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > input.limit && last ? String(last.id) : null, total }
}

function newestId(db: Database): number {
  return db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM jobs').get()?.id ?? 0
}

function countMatching(db: Database, input: Pick<JobPageInput, 'status' | 'kind'>): number {
  const all = countJobs(db)
  const counts = input.kind === null ? all : (all.byKind[input.kind] ?? noJobs())
  return input.status === null ? jobStatuses.reduce((sum, status) => sum + counts[status], 0) : counts[input.status]
}
