// What a command that ran jobs tells about them.
import type { Job } from '../shared/views/jobs.ts'
import type { Status } from '../shared/views/status.ts'
import { exitCodes } from './exit-codes.ts'
import { type Answer, formatTable } from './output.ts'
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

/** Lets `start` enqueue, works until idle, and tells what was done. */
export async function measureRun(session: Session, start: () => Promise<unknown>): Promise<Answer> {
  const startedAtMs = Date.now()
  await start()
  await session.workUntilIdle()
  const durationMs = Date.now() - startedAtMs
  const results = await Promise.all(
    (await listFinished(session, startedAtMs)).map(async ({ id }) => (await session.query('jobs.get', { id })).result),
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
  const json = { ...statusJson(status, await readLastHour(session.query)), run }
  return { lines: describeRun(run, status), json, exitCode: runExitCode(run, status) }
}

async function listFinished(session: Session, sinceMs: number): Promise<Job[]> {
  const finished: Job[] = []
  let cursor: string | null = null
  do {
    const page: { items: Job[]; nextCursor: string | null } = await session.query('jobs.page', {
      status: 'completed',
      kind: null,
      cursor,
      limit: 500,
    })
    const recent = page.items.filter((job) => (job.finishedAtMs ?? 0) >= sinceMs)
    finished.push(...recent)
    cursor = recent.length === page.items.length ? page.nextCursor : null
  } while (cursor !== null)
  return finished
}

function sum(results: readonly unknown[], field: string): number {
  return results.reduce<number>((total, result) => {
    const value = typeof result === 'object' && result !== null ? (result as Record<string, unknown>)[field] : undefined
    return total + (typeof value === 'number' ? value : 0)
  }, 0)
}

function runExitCode(run: Run, status: Status): number {
  if (status.accounts.some((account) => account.status === 'needs_reconnect')) return exitCodes.needsReconnect
  if (status.jobs.failed > 0 || status.pill.kind === 'offline') return exitCodes.failed
  return run.failedItems > 0 ? exitCodes.failedItems : exitCodes.done
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
    ...(status.pill.kind === 'offline' ? ['', 'There is no network: what is left is fetched by the next run.'] : []),
    ...(status.jobs.failed > 0 ? ['', `${status.jobs.failed} jobs have failed: see "jobs --status failed".`] : []),
  ]
}
