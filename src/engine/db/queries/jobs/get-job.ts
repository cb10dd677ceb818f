// Reads a job's page: what it was told, how each attempt went, and what it belongs to.
import { AppError } from '../../../../shared/app-error.ts'
import type { JobAttempt, JobDetail, RelatedJob } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { jobViewColumns, type JobViewRow, toJob } from './job-view.ts'
import { listPauses } from './list-pauses.ts'
import { readRun } from './read-run.ts'

interface DetailRow extends JobViewRow {
  readonly payload: string
  readonly result: string | null
  readonly hint: string | null
}

interface NeighbourRow extends JobViewRow {
  readonly onFailure: RelatedJob['onFailure']
}

const neighboursShown = 20

/**
 * Reads one job, with the jobs that it waits for or came from, and those that wait for it or came of it.
 * @throws AppError `not_found` when there is no such job (any more).
 */
export function getJob(db: Database, id: number): JobDetail {
  const row = db.prepare<[number], DetailRow>(`SELECT ${jobViewColumns}, payload, result, hint FROM jobs WHERE id = ?`).get(id)
  if (!row) throw new AppError('not_found', `There is no job ${id}.`, 'Finished jobs are removed after a while.')
  const pauses = listPauses(db)
  const { payload, result, hint, ...viewRow } = row
  const view = ({ onFailure, ...neighbour }: NeighbourRow): RelatedJob => ({ ...toJob(neighbour, pauses), onFailure })
  return {
    ...toJob(viewRow, pauses),
    payload: parseStored(payload),
    result: result === null ? null : parseStored(result),
    hint,
    attempts: [...listAttempts(db, id), ...ownAttempt(row)],
    parents: listNeighbours(db, 'parent_id', 'child_id', id).map(view),
    children: listNeighbours(db, 'child_id', 'parent_id', id).map(view),
    run: readRun(db, row.flowId ?? id),
  }
}

/** The newest ones: a stage may have worked a thousand times for one sync. */
function listNeighbours(
  db: Database,
  wanted: 'parent_id' | 'child_id',
  known: 'parent_id' | 'child_id',
  id: number,
): NeighbourRow[] {
  return db
    .prepare<[number, number, number], NeighbourRow>(`
      SELECT ${jobViewColumns},
        (SELECT on_failure FROM job_dependencies WHERE ${known} = ? AND ${wanted} = jobs.id) AS onFailure
      FROM jobs WHERE id IN (
        SELECT ${wanted} FROM job_dependencies WHERE ${known} = ? UNION SELECT ${wanted} FROM job_follow_ups WHERE ${known} = ?
        ORDER BY 1 DESC LIMIT ${neighboursShown}
      ) ORDER BY id
    `)
    .all(id, id, id)
}

function listAttempts(db: Database, id: number): JobAttempt[] {
  return db
    .prepare<[number], JobAttempt>(`
      SELECT attempt, started_at AS startedAtMs, finished_at AS finishedAtMs, outcome, reason, stack FROM job_attempts WHERE job_id = ? ORDER BY id
    `)
    .all(id)
}

/** The attempt that is in the job's own row: the one that runs or that completed it. */
function ownAttempt(row: DetailRow): JobAttempt[] {
  if (row.startedAtMs === null || (row.status !== 'processing' && row.status !== 'completed')) return []
  const outcome = row.status === 'processing' ? 'running' : 'completed'
  const finishedAtMs = row.status === 'processing' ? null : row.finishedAtMs
  return [{ attempt: row.attempt, startedAtMs: row.startedAtMs, finishedAtMs, outcome, reason: null, stack: null }]
}

function parseStored(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
