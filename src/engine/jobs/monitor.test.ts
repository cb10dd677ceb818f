import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import { calls } from '../../shared/ipc/contract.ts'
import { transaction } from '../db/database.ts'
import { recordItemFailure } from '../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../db/queries/item-failures/resolve-item-failure.ts'
import { listItemFailures } from '../db/queries/item-failures/list-item-failures.ts'
import { addJobAttempt } from '../db/queries/jobs/add-job-attempt.ts'
import { countHeldBack } from '../db/queries/jobs/count-held-back.ts'
import { countJobs } from '../db/queries/jobs/count-jobs.ts'
import { getJob } from '../db/queries/jobs/get-job.ts'
import { getJobOverview } from '../db/queries/jobs/get-job-overview.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { listMetrics } from '../db/queries/jobs/list-metrics.ts'
import { pageJobs } from '../db/queries/jobs/page-jobs.ts'
import { recountJobTotals } from '../db/queries/jobs/recount-job-totals.ts'
import { readStatus } from '../status/read-status.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { dismissItems, restoreItems } from './commands/dismiss-items.ts'
import { dismissAllLike, dismissJobs, restoreJobs } from './commands/dismiss-jobs.ts'
import { dismissAlert } from './commands/dismiss-alert.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { retryItemFailures } from './commands/retry-item-failures.ts'
import { retryAllLike, retryJobs } from './commands/retry-jobs.ts'
import { setJobPriority } from './commands/set-job-priority.ts'
import { raiseSlowRead } from './slow-alerts.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobRegistry, PermanentError } from './types.ts'

let queue: TestQueue
let isBroken = true
const ran: number[] = []
afterEach(async () => {
  await queue.close()
  isBroken = true
  ran.length = 0
})

const registry: Partial<JobRegistry> = {
  insight: testDefinition<'insight'>(
    async ({ payload: { contactId } }) => {
      ran.push(contactId)
      if (isBroken && contactId < 10) throw new PermanentError(contactId < 5 ? 'no network' : 'no such person', 'Look again.')
      queue.clock.advance(40)
      return completed({ insightId: contactId })
    },
    { concurrency: { total: 1, perAccount: 1 } },
  ),
  embed: testDefinition<'embed'>(async () => completed({ items: 0, failedItems: 0 })),
  google_gmail_sync: testDefinition<'google_gmail_sync'>(
    async () => completed({ stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 0 }),
    { unique: 'while_unfinished', uniqueKey: ({ accountId }) => accountId },
  ),
}

const write: <Value>(work: Parameters<typeof transaction<Value>>[1]) => Value = (work) => transaction(queue.db, work)
const add = (...contactIds: number[]): number[] => contactIds.map((contactId) => queue.add('insight', { contactId }))

describe('the job monitor', () => {
  it('answers what the contract says', async () => {
    queue = createTestQueue(registry)
    add(1, 10, 11)
    await queue.settle()
    write((tx) => pauseJobs(tx, { kind: 'job_kind', jobKind: 'insight' }))
    add(12)
    queue.add('embed', { accountId: 'a' }, { runAtMs: queue.clock.now() + 5_000 })
    await queue.settle()
    const overview = getJobOverview(queue.db, queue.clock.now())
    const page = await pageJobs(queue.db, { status: null, kind: null, cursor: null, limit: 2 })
    const detail = getJob(queue.db, 1)
    const metrics = listMetrics(queue.db, queue.clock.now(), queue.clock.now())
    expect(calls['jobs.overview'].output.parse(overview)).toEqual(overview)
    expect(calls['jobs.page'].output.parse(page)).toEqual(page)
    expect(calls['jobs.get'].output.parse(detail)).toEqual(detail)
    expect(calls['jobs.metrics'].output.parse(metrics)).toEqual(metrics)
    expect(overview.pauses).toEqual([{ scope: 'kind:insight', reason: 'Paused by you', untilMs: null }])
    expect([overview.readyCount, overview.oldestReadyAgeMs]).toEqual([0, null])
    expect(page.total).toBe(5)
    expect(page.items.map(({ id, status, waitingFor }) => ({ id, status, waitingFor }))).toEqual([
      { id: 5, status: 'queued', waitingFor: 'Waits for its time' },
      { id: 4, status: 'queued', waitingFor: 'Paused by you' },
    ])
    expect(detail).toMatchObject({
      status: 'failed',
      error: 'no network',
      payload: { contactId: 1 },
      attempts: [{ attempt: 1, outcome: 'failed', reason: 'no network' }],
    })
    expect(
      metrics.kinds.map(({ kind, completed, failed, successRate, runMs }) => ({
        kind,
        completed,
        failed,
        successRate,
        p50: runMs?.p50,
      })),
    ).toEqual([{ kind: 'insight', completed: 2, failed: 1, successRate: 2 / 3, p50: 2 ** 5.5 }])
  })

  it('pages through each state, newest first, with totals', async () => {
    queue = createTestQueue(registry)
    add(1, 2, 10, 11, 12)
    await queue.settle()
    write((tx) => pauseJobs(tx, { kind: 'all' }))
    const [cancelled = 0] = add(13, 14)
    write((tx) => cancelJobs(tx, [cancelled]))
    const ids = async (status: Parameters<typeof pageJobs>[1]['status'], cursor: string | null = null): Promise<unknown> => {
      const page = await pageJobs(queue.db, { status, kind: null, cursor, limit: 2 })
      return [page.items.map((job) => job.id), page.nextCursor, page.total]
    }
    expect(await ids('completed')).toEqual([[5, 4], '4', 3])
    expect(await ids('completed', '4')).toEqual([[3], null, 3])
    expect(await ids('failed')).toEqual([[2, 1], null, 2])
    expect(await ids('cancelled')).toEqual([[6], null, 1])
    expect(await ids('queued')).toEqual([[7], null, 1])
    expect(await ids('processing')).toEqual([[], null, 0])
    expect(countJobs(queue.db)).toEqual({
      queued: 1,
      processing: 0,
      completed: 3,
      failed: 2,
      cancelled: 1,
      byKind: { insight: { queued: 1, processing: 0, completed: 3, failed: 2, cancelled: 1 } },
    })
  })

  it('raises one alert for a kind that fails, with its cure, and closes it when the kind is well again', async () => {
    queue = createTestQueue(registry)
    const raised = queue.collect('alert.raised')
    add(1, 2, 3)
    await queue.settle()
    add(4)
    await queue.settle()
    expect(listAlerts(queue.db)).toMatchObject([
      { kind: 'failing_kind', message: '“Write insight” failed 4 of 4 times over the last hour.', jobId: 4, occurrences: 2 },
    ])
    expect(raised.every((alert) => alert.cure.length > 0)).toBe(true)
    isBroken = false
    queue.clock.advance(2 * 3_600_000)
    const closed = queue.collect('alert.closed')
    add(10)
    await queue.settle()
    expect([listAlerts(queue.db), closed.length]).toEqual([[], 1])
  })

  it('raises no alert about a kind whose job failed because its account has to be reconnected: that has one of its own', async () => {
    const reconnect = new AppError('needs_reconnect', 'Google does not know the permission any more.', 'Reconnect the account.')
    const process = (): Promise<never> =>
      Promise.reject(new PermanentError(reconnect.message, reconnect.hint, { cause: reconnect }))
    queue = createTestQueue({ insight: testDefinition<'insight'>(process) })
    const [id] = add(1)
    await queue.settle()
    expect(listAlerts(queue.db)).toMatchObject([{ kind: 'needs_reconnect', jobId: id, cure: 'Reconnect the account.' }])
    expect(countJobs(queue.db).failed).toBe(1)
  })

  it('raises one alert for each question that is slow to read, and tells nothing of what was asked', async () => {
    queue = createTestQueue(registry)
    write((tx) => raiseSlowRead(tx, { name: 'timeline.page', tookMs: 1_200 }))
    write((tx) => raiseSlowRead(tx, { name: 'timeline.page', tookMs: 2_300 }))
    write((tx) => raiseSlowRead(tx, { name: 'status.get', tookMs: 1_000 }))
    expect(listAlerts(queue.db).map(({ kind, message, occurrences, jobId }) => [kind, message, occurrences, jobId])).toEqual([
      ['slow_query', 'A screen took 1.0 seconds to read; everything else on the screen had to wait.', 1, null],
      ['slow_query', 'The timeline took 2.3 seconds to read; everything else on the screen had to wait.', 2, null],
    ])
  })

  it('lets a person put an alert away until it happens again', async () => {
    queue = createTestQueue(registry)
    add(1)
    await queue.settle()
    const [alert] = listAlerts(queue.db)
    write((tx) => dismissAlert(tx, alert?.id ?? 0))
    expect(listAlerts(queue.db)).toEqual([])
    add(2)
    await queue.settle()
    expect(listAlerts(queue.db)).toHaveLength(1)
  })

  it('retries one job, several, or all that failed for the same reason', async () => {
    queue = createTestQueue(registry)
    add(1, 2, 5, 6, 3)
    await queue.settle()
    isBroken = false
    expect(write((tx) => retryJobs(tx, [1]))).toEqual({ retried: 1, refused: [] })
    expect(write((tx) => retryAllLike(tx, 2))).toEqual({ retried: 2, refused: [] })
    await queue.settle()
    expect(new Set(ran.slice(5))).toEqual(new Set([1, 2, 3]))
    expect(write((tx) => retryJobs(tx, [3, 4, 4, 1, 999]))).toEqual({
      retried: 2,
      refused: [
        { id: 1, reason: 'It has finished.' },
        { id: 999, reason: 'There is no job 999 any more.' },
      ],
    })
    await queue.settle()
    expect(countJobs(queue.db)).toMatchObject({ completed: 5, failed: 0 })
  })

  it('puts failed jobs away, one or all of a reason, so that they count no more, and takes them back', async () => {
    queue = createTestQueue(registry)
    add(1, 2, 5)
    await queue.settle()
    const pill = (): unknown => {
      queue.db.sqlite.exec(
        "INSERT OR IGNORE INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'a@example.com', 'A', 0)",
      )
      return readStatus(queue.db).pill
    }
    const list = async (isDismissed: boolean): Promise<unknown> => {
      const { items, total } = await pageJobs(queue.db, {
        status: 'failed',
        kind: 'insight',
        isDismissed,
        cursor: null,
        limit: 9,
      })
      return [items.map(({ id }) => id), total]
    }
    expect(pill()).toEqual({ kind: 'failed', count: 3 })
    expect(write((tx) => dismissAllLike(tx, 1))).toEqual({ dismissedIds: [1, 2] })
    expect(write((tx) => dismissJobs(tx, [2, 999]))).toEqual({ dismissedIds: [] })
    expect(pill()).toEqual({ kind: 'failed', count: 1 })
    expect([await list(false), await list(true)]).toEqual([
      [[3], 1],
      [[2, 1], 2],
    ])
    expect(listAlerts(queue.db)).toHaveLength(1)
    write((tx) => dismissJobs(tx, [3]))
    expect([pill(), listAlerts(queue.db), countJobs(queue.db).failed]).toEqual([
      { kind: 'up_to_date', lastSyncAtMs: null },
      [],
      3,
    ])
    expect(getJob(queue.db, 3)).toMatchObject({ status: 'failed', isDismissed: true, attempts: [{ reason: 'no such person' }] })

    expect(write((tx) => restoreJobs(tx, [3, 4]))).toEqual({ restored: 1 })
    write((tx) => retryJobs(tx, [1]))
    await queue.settle()
    expect([await list(false), await list(true)]).toEqual([
      [[3, 1], 2],
      [[2], 1],
    ])
    write(recountJobTotals)
    expect([await list(false), await list(true)]).toEqual([
      [[3, 1], 2],
      [[2], 1],
    ])
  })

  it('finds jobs by their id, kind, account and error', async () => {
    queue = createTestQueue(registry)
    queue.db.sqlite.exec(
      "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'ada@example.com', 'Ada', 0)",
    )
    add(1, 5)
    queue.add('embed', { accountId: 'b' })
    await queue.settle()
    write((tx) => pauseJobs(tx, { kind: 'all' }))
    queue.add('google_gmail_sync', { accountId: 'a', reason: 'person' })
    const find = async (text: string, status: Parameters<typeof pageJobs>[1]['status'] = null): Promise<unknown> => {
      const { items, total } = await pageJobs(queue.db, { status, kind: null, text, cursor: null, limit: 9 })
      return [items.map(({ id }) => id), total]
    }
    expect([await find('Network '), await find('#2'), await find('read mail'), await find('ADA@'), await find('nobody')]).toEqual(
      [
        [[1], 1],
        [[2], 1],
        [[4], 1],
        [[4], 1],
        [[], 0],
      ],
    )
    expect([await find('such', 'failed'), await find('such', 'completed'), await find('meaning', 'completed')]).toEqual([
      [[2], 1],
      [[], 0],
      [[3], 1],
    ])
    const first = await pageJobs(queue.db, { status: 'failed', kind: null, text: 'no', cursor: null, limit: 1 })
    expect([first.items.map(({ id }) => id), first.nextCursor, first.total]).toEqual([[2], '2', 2])
  })

  it('changes the order of what waits, and holds back and lets go kinds and accounts', async () => {
    queue = createTestQueue(registry)
    write((tx) => pauseJobs(tx, { kind: 'all' }))
    const ids = add(10, 11, 12)
    write((tx) => setJobPriority(tx, ids.slice(2), 'urgent'))
    queue.add('embed', { accountId: 'a' })
    queue.add('embed', { accountId: 'b' })
    write((tx) => pauseJobs(tx, { kind: 'account', accountId: 'a' }))
    expect(countHeldBack(queue.db)).toBe(5)
    await queue.restart()
    await queue.settle()
    expect(ran).toEqual([])
    write((tx) => resumeJobs(tx, { kind: 'all' }))
    await queue.settle()
    expect([ran, countHeldBack(queue.db)]).toEqual([[12, 10, 11], 1])
    expect(queue.rows("SELECT account_id, status FROM jobs WHERE kind = 'embed' ORDER BY id")).toEqual([
      { account_id: 'a', status: 'queued' },
      { account_id: 'b', status: 'completed' },
    ])
  })

  it('lists items that failed, parks them after three identical failures, and retries them one by one', async () => {
    queue = createTestQueue(registry)
    queue.db.sqlite.exec(
      "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'a@example.com', 'A', 0)",
    )
    const subject = { stage: 'google_gmail_sync', accountId: 'a', subjectType: 'source_item', subjectKey: 'mailbox/7' } as const
    const fail = (reason: string, now: number): void =>
      write((tx) => recordItemFailure(tx, { ...subject, label: 'Message 7', reason, hint: 'Wait.', jobId: 3, now }))
    fail('too large', 1)
    fail('too large', 2)
    expect(listItemFailures(queue.db, { cursor: null, limit: 10 }).items).toMatchObject([{ attempts: 2, isParked: false }])
    fail('too large', 3)
    const page = listItemFailures(queue.db, { cursor: null, limit: 10 })
    expect(calls['jobs.itemFailures'].output.parse(page)).toEqual(page)
    expect(page).toMatchObject({ total: 1, items: [{ attempts: 3, isParked: true, lastFailedAtMs: 3, label: 'Message 7' }] })
    expect(write((tx) => retryItemFailures(tx, [page.items[0]?.id ?? 0, 999]))).toEqual({
      retried: 1,
      refused: [{ id: 999, reason: 'Item 999 is not in the list any more.' }],
    })
    expect(queue.rows('SELECT kind, priority, payload FROM jobs')).toEqual([
      { kind: 'google_gmail_sync', priority: 0, payload: '{"accountId":"a","reason":"person"}' },
    ])
    const id = page.items[0]?.id ?? 0
    const listed = (isDismissed: boolean): number => listItemFailures(queue.db, { isDismissed, cursor: null, limit: 10 }).total
    expect(write((tx) => dismissItems(tx, [id, 999]))).toEqual({ dismissedIds: [id] })
    fail('too large', 4)
    expect([listed(false), listed(true), getJobOverview(queue.db, 0).itemFailures]).toEqual([0, 1, 0])
    expect(write((tx) => restoreItems(tx, [id, id]))).toEqual({ restored: 1 })
    write((tx) => dismissItems(tx, [id]))
    fail('too old', 5)
    expect([listed(false), listed(true)]).toEqual([1, 0])
    write((tx) => resolveItemFailure(tx, subject))
    expect(listItemFailures(queue.db, { cursor: null, limit: 10 }).total).toBe(0)
  })

  it('tells that a part is paused where nothing else is at work, and never that what is held back is at work', async () => {
    queue = createTestQueue(registry)
    queue.db.sqlite.exec(
      "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'a@example.com', 'A', 0)",
    )
    write((tx) => pauseJobs(tx, { kind: 'account', accountId: 'a' }))
    expect(readStatus(queue.db)).toMatchObject({ pill: { kind: 'up_to_date' }, accounts: [{ isPaused: true }] })
    queue.add('embed', { accountId: 'a' })
    expect(readStatus(queue.db).pill).toEqual({ kind: 'paused', isStillWorking: false })
    queue.add('embed', { accountId: 'b' })
    expect(readStatus(queue.db).pill).toEqual({ kind: 'working', stage: 'Learning meanings', progress: null })
    await queue.settle()
    write((tx) => resumeJobs(tx, { kind: 'account', accountId: 'a' }))
    await queue.settle()
    expect(readStatus(queue.db)).toMatchObject({ pill: { kind: 'up_to_date' }, accounts: [{ isPaused: false }] })
  })

  it('keeps every attempt that failed, and of those that were put off the latest', async () => {
    queue = createTestQueue(registry)
    const [jobId = 0] = add(1)
    write((tx) => {
      for (let attempt = 1; attempt <= 60; attempt += 1) {
        const row = { jobId, attempt, startedAt: attempt, finishedAt: attempt, reason: `try ${attempt}`, stack: null }
        addJobAttempt(tx, { ...row, outcome: 'failed' })
        addJobAttempt(tx, { ...row, outcome: 'snoozed' })
      }
    })
    const attemptsOf = (outcome: string): number[] =>
      getJob(queue.db, jobId).attempts.flatMap((each) => (each.outcome === outcome ? [each.attempt] : []))
    expect([attemptsOf('failed').length, attemptsOf('snoozed').length, attemptsOf('snoozed')[0]]).toEqual([60, 50, 11])
  })
})
