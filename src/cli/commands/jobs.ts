// `omnicrm jobs` and `jobs show`: the job monitor in a terminal.
import { AppError } from '../../shared/app-error.ts'
import { type JobKind, jobKinds, type JobStatus, jobStatuses } from '../../shared/jobs/vocabulary.ts'
import type { Job, JobAttempt, JobDetail, RelatedJob } from '../../shared/views/jobs.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { type Answer, formatTable } from '../output.ts'
import { withReader } from '../with-reader.ts'
import { listFailedItems } from './job-items.ts'
import { describePauses } from './pause-jobs.ts'
import { parseId } from './parse-id.ts'

const usuallyListed = 200

/** What `jobs` may be narrowed to. */
export interface JobFilter {
  readonly status?: string
  readonly kind?: string
  readonly text?: string
  readonly dismissed?: boolean
  readonly failedItems?: boolean
  readonly limit?: number
  /** Only jobs with smaller ids, for items a place: where the page before has ended. */
  readonly before?: string
}

/** Lists jobs, the latest first, and what is paused, or the items that stages could not process. */
export function listJobs(hooks: Hooks, filter: JobFilter): Promise<Answer> {
  return filter.failedItems === true ? listFailedItems(hooks, filter) : listAllJobs(hooks, filter)
}

function listAllJobs(hooks: Hooks, filter: JobFilter): Promise<Answer> {
  const status = filter.dismissed === true ? 'failed' : oneOf<JobStatus>('status', filter.status, jobStatuses)
  const kind = oneOf<JobKind>('kind', filter.kind, jobKinds)
  const cursor = filter.before === undefined ? null : String(parseId(filter.before))
  return withReader(hooks, async (query) => {
    const { items, total, nextCursor } = await query('jobs.page', {
      status,
      kind,
      ...(filter.text === undefined ? {} : { text: filter.text }),
      ...(filter.dismissed === undefined ? {} : { isDismissed: filter.dismissed }),
      cursor,
      limit: filter.limit ?? usuallyListed,
    })
    const { pauses } = await query('jobs.overview', {})
    const accounts = pauses.length === 0 ? [] : await query('accounts.list', {})
    return {
      json: { jobs: items, total, nextBefore: nextCursor === null ? null : Number(nextCursor), pauses },
      lines: [
        ...(items.length === 0 ? ['No jobs.'] : formatTable([header, ...items.map(toRow)])),
        ...(nextCursor === null ? [] : [`${items.length} of ${total}; go on with --before ${nextCursor}`]),
        ...describePauses(pauses, accounts),
      ],
    }
  })
}

/** Shows one job in full. */
export function showJob(hooks: Hooks, text: string): Promise<Answer> {
  const id = parseId(text)
  return withReader(hooks, async (query) => {
    const job = await query('jobs.get', { id })
    return { json: { job }, lines: describeJob(job) }
  })
}

function describeJob(job: JobDetail): string[] {
  const facts = [
    ['job', `${job.id} ${job.kind}`],
    ['status', `${job.status}${job.isDismissed ? ' (dismissed)' : ''}${job.cancelRequested ? ' (stopping)' : ''}`],
    ['priority', job.priority],
    ['attempts', `${job.attempt} of ${job.maxAttempts}`],
    ...(job.accountId === null ? [] : [['account', job.accountId]]),
    ['created', toIso(job.createdAtMs)],
    ...(job.startedAtMs === null ? [] : [['started', toIso(job.startedAtMs)]]),
    ...(job.finishedAtMs === null ? [] : [['finished', toIso(job.finishedAtMs)]]),
    ...(job.status === 'queued' ? [['due', toIso(job.runAtMs)]] : []),
    ...(job.progress === null ? [] : [['progress', `${job.progress.done} of ${job.progress.total ?? '?'} ${job.progress.what}`]]),
    ...(job.error === null ? [] : [['error', job.error]]),
    ...(job.hint === null ? [] : [['what to do', job.hint]]),
    ...(job.waitingFor === null ? [] : [['waiting for', job.waitingFor]]),
    ['payload', JSON.stringify(job.payload)],
    ...(job.result === null ? [] : [['result', JSON.stringify(job.result)]]),
  ]
  return [
    ...formatTable(facts),
    ...section('Attempts', job.attempts.flatMap(describeAttempt)),
    ...section('Came from', formatTable(job.parents.map(toRelatedRow))),
    ...section('Led to', formatTable(job.children.map(toRelatedRow))),
  ]
}

function describeAttempt({ attempt, outcome, startedAtMs, finishedAtMs, reason, stack }: JobAttempt): string[] {
  const took = finishedAtMs === null ? '' : `  ${finishedAtMs - startedAtMs} ms`
  return [
    `${attempt}  ${outcome}  ${toIso(startedAtMs)}${took}${reason === null ? '' : `  ${reason}`}`,
    ...(stack === null ? [] : stack.split('\n').map((line) => `     ${line.trimEnd()}`)),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

const header = ['id', 'kind', 'status', 'priority', 'attempt', '']

function toRow(job: Job): (string | number)[] {
  return [
    job.id,
    job.kind,
    job.isDismissed ? 'dismissed' : job.status,
    job.priority,
    `${job.attempt}/${job.maxAttempts}`,
    job.error ?? job.waitingFor ?? '',
  ]
}

function toRelatedRow(job: RelatedJob): (string | number)[] {
  return [
    job.id,
    job.kind,
    job.isDismissed ? 'dismissed' : job.status,
    job.onFailure === null ? '' : `on failure: ${job.onFailure}`,
  ]
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString()
}

function oneOf<Word extends string>(name: string, given: string | undefined, words: readonly Word[]): Word | null {
  if (given === undefined) return null
  const word = words.find((each) => each === given)
  if (word === undefined) throw new AppError('invalid_input', `"${given}" is not a ${name}.`, `Use one of: ${words.join(', ')}.`)
  return word
}
