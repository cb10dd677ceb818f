import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { calls } from '../../shared/ipc/contract.ts'
import { transaction } from '../db/database.ts'
import { getJob } from '../db/queries/jobs/get-job.ts'
import { cancelRun } from './commands/cancel-jobs.ts'
import { pauseJobs } from './commands/pause-jobs.ts'
import { retryJobs } from './commands/retry-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobRegistry, PermanentError } from './types.ts'

let queue: TestQueue
let brokenKind: string | null
beforeEach(() => {
  brokenKind = null
  queue = createTestQueue(registry)
})
afterEach(() => queue.close())

const counts = { stored: 3, unchanged: 0, removed: 0, failedItems: 0, requests: 1 }
const onePerAccount = { unique: 'while_queued', uniqueKey: ({ accountId }: { accountId: string }) => accountId } as const

/** Takes 10 ms, by the clock of the test. */
function work(kind: string): void {
  queue.clock.advance(10)
  if (brokenKind === kind) throw new PermanentError('It broke.', 'Mend it.')
}

/** A pipeline in small: two ways in that meet at the people. */
const registry: Partial<JobRegistry> = {
  google_calendar_sync: testDefinition<'google_calendar_sync'>(async ({ payload: { accountId } }) => {
    work('google_calendar_sync')
    return completed({ ...counts, calendars: 1 }, [{ kind: 'extract_contacts', payload: { accountId } }])
  }),
  google_gmail_sync: testDefinition<'google_gmail_sync'>(async ({ payload: { accountId } }) => {
    work('google_gmail_sync')
    return completed(counts, [
      { kind: 'normalize_google_email', payload: { accountId } },
      { kind: 'extract_contacts', payload: { accountId } },
    ])
  }),
  normalize_google_email: testDefinition<'normalize_google_email'>(async () => {
    work('normalize_google_email')
    return completed({ items: 3, failedItems: 0 })
  }),
  extract_contacts: testDefinition<'extract_contacts'>(
    async ({ payload: { accountId } }) => {
      work('extract_contacts')
      return completed({ items: 5, failedItems: 1 }, [{ kind: 'embed', payload: { accountId } }])
    },
    { ...onePerAccount, priority: 'low' },
  ),
  embed: testDefinition<'embed'>(
    async () => {
      work('embed')
      return completed({ items: 2, failedItems: 0 })
    },
    { ...onePerAccount, priority: 'low' },
  ),
}

const account = { accountId: 'a', reason: 'person' } as const

/** The picture of a job: what each step has worked on, and how it stands. */
function pictureOf(id: number): unknown {
  const detail = getJob(queue.db, id)
  expect(calls['jobs.get'].output.parse(detail)).toEqual(detail)
  return (
    detail.run && [detail.run.rootId, ...detail.run.steps.map(({ kind, status, jobs, items }) => [kind, status, jobs, items])]
  )
}

describe('the run of a sync', () => {
  it('is one picture from fetch to embed, also of steps that another sync had asked for first', async () => {
    const calendar = queue.add('google_calendar_sync', account)
    const mail = queue.add('google_gmail_sync', account)
    await queue.settle()
    expect(pictureOf(calendar)).toEqual([
      calendar,
      ['google_calendar_sync', 'completed', 1, 3],
      ['extract_contacts', 'completed', 1, 5],
      ['embed', 'completed', 1, 2],
    ])
    expect(pictureOf(mail)).toEqual([
      mail,
      ['google_gmail_sync', 'completed', 1, 3],
      ['normalize_google_email', 'completed', 1, 3],
      ['extract_contacts', 'completed', 1, 5],
      ['embed', 'completed', 1, 2],
    ])
    const normalize = getJob(queue.db, mail).children.find(({ kind }) => kind === 'normalize_google_email')
    expect(pictureOf(normalize?.id ?? 0)).toEqual(pictureOf(mail))
    expect(getJob(queue.db, normalize?.id ?? 0).parents.map(({ id }) => id)).toEqual([mail])
  })

  it('tells of each step when it worked and for how long, and what it could not process', async () => {
    const calendar = queue.add('google_calendar_sync', account)
    const beganAtMs = queue.clock.now()
    await queue.settle()
    expect(getJob(queue.db, calendar).run?.steps[1]).toEqual({
      kind: 'extract_contacts',
      status: 'completed',
      jobId: calendar + 1,
      jobs: 1,
      items: 5,
      failedItems: 1,
      startedAtMs: beganAtMs + 10,
      finishedAtMs: beganAtMs + 20,
      workedMs: 10,
      progress: null,
      error: null,
    })
  })

  it('goes on from the step that failed', async () => {
    brokenKind = 'extract_contacts'
    const calendar = queue.add('google_calendar_sync', account)
    await queue.settle()
    expect(pictureOf(calendar)).toEqual([
      calendar,
      ['google_calendar_sync', 'completed', 1, 3],
      ['extract_contacts', 'failed', 1, null],
    ])
    const failed = getJob(queue.db, calendar).run?.steps.at(-1)
    expect([failed?.error, failed?.items]).toEqual(['It broke.', null])
    brokenKind = null
    transaction(queue.db, (tx) => retryJobs(tx, [failed?.jobId ?? 0]))
    await queue.settle()
    expect(pictureOf(calendar)).toEqual([
      calendar,
      ['google_calendar_sync', 'completed', 1, 3],
      ['extract_contacts', 'completed', 1, 5],
      ['embed', 'completed', 1, 2],
    ])
  })

  it('is there for a sync that found nothing, and not for a job that nothing ever comes of', async () => {
    brokenKind = 'google_gmail_sync'
    const mail = queue.add('google_gmail_sync', account)
    const embed = queue.add('embed', { accountId: 'b' })
    await queue.settle()
    expect(pictureOf(mail)).toEqual([mail, ['google_gmail_sync', 'failed', 1, null]])
    expect(pictureOf(embed)).toBeNull()
  })

  it('is cancelled from where it is, and what another sync has asked for as well goes on', async () => {
    transaction(queue.db, (tx) => {
      for (const kind of ['normalize_google_email', 'extract_contacts'] as const)
        pauseJobs(tx, { kind: 'job_kind', jobKind: kind })
    })
    const mail = queue.add('google_gmail_sync', account)
    await queue.settle()
    expect(transaction(queue.db, (tx) => cancelRun(tx, mail))).toEqual({ cancelled: 2, kept: 0 })
    expect(transaction(queue.db, (tx) => cancelRun(tx, mail))).toEqual({ cancelled: 0, kept: 0 })

    const second = queue.add('google_gmail_sync', account)
    const calendar = queue.add('google_calendar_sync', account)
    await queue.settle()
    expect(transaction(queue.db, (tx) => cancelRun(tx, second))).toEqual({ cancelled: 1, kept: 1 })
    expect(pictureOf(second)).toEqual([
      second,
      ['google_gmail_sync', 'completed', 1, 3],
      ['normalize_google_email', 'cancelled', 1, null],
      ['extract_contacts', 'queued', 1, null],
    ])
    expect(transaction(queue.db, (tx) => cancelRun(tx, calendar))).toEqual({ cancelled: 0, kept: 1 })
  })
})
