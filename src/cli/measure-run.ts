// What a command that ran jobs tells about them.
import type { Job } from '../shared/views/jobs.ts'
import type { Status } from '../shared/views/status.ts'
import { type EndOfRun, judgeRun } from './judge-run.ts'
import { type Answer, formatTable, writeNotice } from './output.ts'
import type { Session } from './session.ts'
import { readLastHour, statusJson } from './commands/status.ts'

/** Figures of one run. */
export interface Run {
  /** Items that sources gave: stored, unchanged or refused. */
  readonly items: number
  /** Items that some stage could not process. */
  readonly failedItems: number
  readonly durationMs: number
  readonly itemsPerSecond: number
}

/** What a run is about, beside the jobs that it brings. */
export interface RunSubject {
  /** Accounts whose jobs are wanted done, also those that waited before. */
  readonly accountIds: readonly string[]
}

/** What came of one run. */
interface MeasuredRun {
  readonly run: Run
  readonly end: EndOfRun
  readonly status: Status
}

/** Lets `start` enqueue, works until idle, and tells what was done; why something was left undone goes to stderr. */
export async function measureRun(session: Session, start: () => Promise<RunSubject>): Promise<Answer> {
  const { run, end, status } = await workThrough(session, start)
  for (const reason of end.reasons) writeNotice(reason)
  return {
    lines: describeRun(run, status),
    json: { ...statusJson(status, await readLastHour(session.query)), run },
    exitCode: end.exitCode,
  }
}

async function workThrough(session: Session, start: () => Promise<RunSubject>): Promise<MeasuredRun> {
  const startedAtMs = Date.now()
  const newestIdBefore =
    (await session.query('jobs.page', { status: null, kind: null, cursor: null, limit: 1 })).items[0]?.id ?? 0
  const { accountIds } = await start()
  await session.workUntilIdle()
  const durationMs = Date.now() - startedAtMs
  const hasEnded = (job: Job): boolean => (job.finishedAtMs ?? 0) >= startedAtMs
  const results = await Promise.all(
    (await listCompleted(session, hasEnded)).map(async ({ id }) => (await session.query('jobs.get', { id })).result),
  )
  const items = sum(results, 'stored') + sum(results, 'unchanged')
  const failedItems = sum(results, 'failedItems')
  const run: Run = {
    items,
    failedItems,
    durationMs,
    itemsPerSecond: durationMs === 0 ? 0 : Math.round((items / durationMs) * 10_000) / 10,
  }
  const status = await session.query('status.get', {})
  const isOurs = (job: Job): boolean =>
    job.id > newestIdBefore || (job.startedAtMs ?? 0) >= startedAtMs || accountIds.includes(job.accountId ?? '')
  const end = judgeRun({
    failed: (await listAll(session, 'failed')).filter(hasEnded),
    left: (await listAll(session, 'queued')).filter(isOurs),
    accounts: status.accounts,
    wantedAccountIds: accountIds,
    failedItems,
  })
  return { run, end, status }
}

/** Newest first, so that it can end at a page on which nothing is of this run. */
async function listCompleted(session: Session, isOfRun: (job: Job) => boolean): Promise<Job[]> {
  const found: Job[] = []
  for await (const page of pages(session, 'completed')) {
    const recent = page.filter(isOfRun)
    if (recent.length === 0) break
    found.push(...recent)
  }
  return found
}

async function listAll(session: Session, status: 'failed' | 'queued'): Promise<Job[]> {
  const found: Job[] = []
  for await (const page of pages(session, status)) found.push(...page)
  return found
}

async function* pages(session: Session, status: Job['status']): AsyncGenerator<Job[]> {
  let cursor: string | null = null
  do {
    const page: { items: Job[]; nextCursor: string | null } = await session.query('jobs.page', {
      status,
      kind: null,
      cursor,
      limit: 500,
    })
    yield page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}

function sum(results: readonly unknown[], field: string): number {
  return results.reduce<number>((total, result) => {
    const value = typeof result === 'object' && result !== null ? (result as Record<string, unknown>)[field] : undefined
    return total + (typeof value === 'number' ? value : 0)
  }, 0)
}

function describeRun(run: Run, status: Status): string[] {
  const seconds = (run.durationMs / 1000).toFixed(1)
  return [
    `${run.items.toLocaleString('en')} items in ${seconds} s (${run.itemsPerSecond.toLocaleString('en')} a second)`,
    ...(run.failedItems > 0
      ? [`${run.failedItems} could not be processed: they are kept and listed under "jobs --failed-items".`]
      : []),
    '',
    ...formatTable([
      ['interactions', status.counts.interactions],
      ['calendar events', status.counts.calendarEvents],
      ['contacts', status.counts.contacts],
      ['suggestions', status.counts.contactSuggestions],
      ['identities', status.counts.contactIdentities],
      ['embeddings', status.counts.embeddings],
    ]),
  ]
}
