// `omnicrm jobs`: the job monitor in a terminal.
import { AppError } from '../../shared/app-error.ts'
import { type JobKind, jobKinds, type JobStatus, jobStatuses } from '../../shared/jobs/vocabulary.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Answer, formatTable } from '../output.ts'
import { withSession } from '../session.ts'
import { withReader } from '../with-reader.ts'
import { describePauses } from './pause-jobs.ts'

const mostListed = 200

/** What `jobs` may be narrowed to. */
export interface JobFilter {
  readonly status?: string
  readonly kind?: string
  readonly failedItems?: boolean
}

/** Lists jobs, the latest first, and what is paused, or the items that stages could not process. */
export function listJobs(hooks: Hooks, filter: JobFilter): Promise<Answer> {
  return filter.failedItems === true ? listFailedItems(hooks) : listAllJobs(hooks, filter)
}

function listAllJobs(hooks: Hooks, filter: JobFilter): Promise<Answer> {
  const status = oneOf<JobStatus>('status', filter.status, jobStatuses)
  const kind = oneOf<JobKind>('kind', filter.kind, jobKinds)
  return withReader(hooks, async (query) => {
    const { items, total } = await query('jobs.page', { status, kind, cursor: null, limit: mostListed })
    const { pauses } = await query('jobs.overview', {})
    const accounts = pauses.length === 0 ? [] : await query('accounts.list', {})
    const rows = items.map((job) => [
      job.id,
      job.kind,
      job.status,
      job.priority,
      `${job.attempt}/${job.maxAttempts}`,
      job.error ?? job.waitingFor ?? '',
    ])
    const header = ['id', 'kind', 'status', 'priority', 'attempt', '']
    return {
      json: { jobs: items, total, pauses },
      lines: [
        ...(rows.length === 0 ? ['No jobs.'] : formatTable([header, ...rows])),
        ...(total > items.length ? [`${total - items.length} more`] : []),
        ...describePauses(pauses, accounts),
      ],
    }
  })
}

function listFailedItems(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const { items, total } = await query('jobs.itemFailures', { cursor: null, limit: mostListed })
    const rows = items.map((item) => [item.id, item.stage, item.label, item.reason, item.hint])
    return { json: { itemFailures: items, total }, lines: rows.length === 0 ? ['No item has failed.'] : formatTable(rows) }
  })
}

/** Puts failed jobs back in the line; they run when work is next done. */
export function retryJobs(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const { retried } = await session.command('jobs.retry', { ids: ids.map(parseId) })
    return {
      json: { retried },
      lines: [`${retried} of ${ids.length} will run again.`],
      exitCode: retried === ids.length ? exitCodes.done : exitCodes.failed,
    }
  })
}

/** Cancels jobs that have not ended. */
export function cancelJobs(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const { cancelled } = await session.command('jobs.cancel', { ids: ids.map(parseId) })
    return {
      json: { cancelled },
      lines: [`${cancelled} of ${ids.length} cancelled.`],
      exitCode: cancelled === ids.length ? exitCodes.done : exitCodes.failed,
    }
  })
}

function parseId(text: string): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new AppError('invalid_input', `"${text}" is not a job id.`, 'Ids are in the first column of "jobs".')
  return id
}

function oneOf<Word extends string>(name: string, given: string | undefined, words: readonly Word[]): Word | null {
  if (given === undefined) return null
  const word = words.find((each) => each === given)
  if (word === undefined) throw new AppError('invalid_input', `"${given}" is not a ${name}.`, `Use one of: ${words.join(', ')}.`)
  return word
}
