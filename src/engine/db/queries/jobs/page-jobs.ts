// Pages through jobs, newest first, for the lists of the job monitor.
import { setImmediate } from 'node:timers/promises'
import { type JobStatus, jobStatuses } from '../../../../shared/jobs/vocabulary.ts'
import type { Job } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { countDismissedJobs } from './count-dismissed-jobs.ts'
import { countJobs, noJobs } from './count-jobs.ts'
import { findByText, textCondition } from './job-text-search.ts'
import { jobViewColumns, type JobViewRow, toJob } from './job-view.ts'
import { listPauses } from './list-pauses.ts'

/** Which jobs, and where to go on. */
export interface JobPageInput {
  readonly status: JobStatus | null
  readonly kind: string | null
  /** What a person types: an id, or part of a kind, an account or an error. */
  readonly text?: string | undefined
  /** Of the failed ones only those that were put away, or only those that were not; unsaid, both. */
  readonly isDismissed?: boolean | undefined
  readonly cursor: string | null
  readonly limit: number
}

/** A page of jobs. `nextCursor` is null on the last one. `total` is the least that there are where a text is sought among finished ones. */
export interface JobPage {
  items: Job[]
  nextCursor: string | null
  total: number
}

const newestFirst = 'ORDER BY id DESC LIMIT @limit'
const matches = `(@kind IS NULL OR kind = @kind) AND (@isDismissed IS NULL OR (dismissed_at IS NOT NULL) = @isDismissed)
  AND ${textCondition} AND id >= @from AND id < @before`

/**
 * For each state the smallest index that holds it. Completed jobs and all jobs are walked from the end of the table: an index for completed
 * ones of a kind would slow every job down by a tenth (measured), to save a fifth of a second among a million of another kind.
 */
const queries: Record<JobStatus | 'any', string> = {
  queued: `
    SELECT ${jobViewColumns} FROM jobs WHERE id IN (
      SELECT id FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL AND ${matches}
      UNION ALL SELECT id FROM jobs WHERE status = 'queued' AND ready_rank IS NULL AND ${matches}
      ${newestFirst}
    ) ORDER BY id DESC`,
  processing: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL AND ${matches} ${newestFirst}`,
  failed: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'failed' AND ${matches} ${newestFirst}`,
  cancelled: `SELECT ${jobViewColumns} FROM jobs WHERE status = 'cancelled' AND ${matches} ${newestFirst}`,
  completed: `SELECT ${jobViewColumns} FROM jobs WHERE +status = 'completed' AND ${matches} ${newestFirst}`,
  any: `SELECT ${jobViewColumns} FROM jobs WHERE ${matches} ${newestFirst}`,
}

/** So many jobs are walked in one stretch: few enough that a question asked meanwhile does not wait. */
const stretch = 100_000

/** Reads a page; `cursor` is the `nextCursor` of the page before. Other questions get their turn during a long walk. */
export async function pageJobs(db: Database, input: JobPageInput): Promise<JobPage> {
  const cursor = Number(input.cursor ?? Number.NaN)
  const isWalk = input.status === null || input.status === 'completed'
  const search = findByText(db, input.text ?? '')
  const filter = { kind: input.kind, isDismissed: input.isDismissed === undefined ? null : Number(input.isDismissed), ...search }
  const counted = search.text === null ? countMatching(db, input) : isWalk ? null : countFound(db, input.status, filter)
  // There are no more than these: the walk ends at the last one, and does not begin where there is none.
  const wanted = input.cursor === null && counted !== null ? Math.min(input.limit + 1, counted) : input.limit + 1
  if (wanted === 0) return { items: [], nextCursor: null, total: 0 }
  const query = db.prepare<[object], JobViewRow>(queries[input.status ?? 'any'])
  const rows: JobViewRow[] = []
  let before = Number.isSafeInteger(cursor) ? cursor : newestId(db) + 1
  while (rows.length < wanted && before > 0) {
    const from = isWalk ? Math.max(0, before - stretch) : 0
    rows.push(...query.all({ ...filter, from, before, limit: wanted - rows.length }))
    before = from
    if (rows.length < wanted && before > 0) await setImmediate()
  }
  const pauses = listPauses(db)
  const items = rows.slice(0, input.limit).map((row) => toJob(row, pauses))
  const last = items.at(-1)
  const total = counted ?? rows.length
  return { items, nextCursor: rows.length > input.limit && last ? String(last.id) : null, total }
}

function newestId(db: Database): number {
  return db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM jobs').get()?.id ?? 0
}

function countMatching(db: Database, { status, kind, isDismissed }: JobPageInput): number {
  const all = countJobs(db)
  const counts = kind === null ? all : (all.byKind[kind] ?? noJobs())
  const ofStatus = status === null ? jobStatuses.reduce((sum, each) => sum + counts[each], 0) : counts[status]
  if (isDismissed === undefined) return ofStatus
  const dismissedByKind = countDismissedJobs(db)
  const dismissed =
    kind === null ? [...dismissedByKind.values()].reduce((sum, count) => sum + count, 0) : (dismissedByKind.get(kind) ?? 0)
  if (isDismissed) return status === null || status === 'failed' ? dismissed : 0
  return status === null || status === 'failed' ? ofStatus - dismissed : ofStatus
}

/** Counts through the small index of a state; `LIMIT -1` is none (https://sqlite.org/lang_select.html#limitoffset). */
function countFound(db: Database, status: JobStatus | null, filter: object): number {
  const found = db.prepare<[object], { count: number }>(`SELECT count(*) AS count FROM (${queries[status ?? 'any']})`)
  return found.get({ ...filter, from: 0, before: Number.MAX_SAFE_INTEGER, limit: -1 })?.count ?? 0
}
