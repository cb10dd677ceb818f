import { afterEach, describe, expect, it, vi } from 'vitest'
import { transaction } from '../../db/database.ts'
import { listAlerts } from '../../db/queries/jobs/list-alerts.ts'
import { dismissJobs } from '../commands/dismiss-jobs.ts'
import { retryJobs } from '../commands/retry-jobs.ts'
import { lowDiskBytes } from '../disk-watch.ts'
import { diskCheckEveryMs, reviewEveryMs } from './health-watch.ts'
import { prune, keptDays } from '../processors/prune.ts'
import { createTestQueue, type TestQueue } from '../testing/test-queue.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { completed, type JobRegistry, PermanentError } from '../types.ts'

let queue: TestQueue
let isBroken = true
afterEach(async () => {
  await queue.close()
  isBroken = true
})

const registry: Partial<JobRegistry> = {
  insight: testDefinition<'insight'>(async () => {
    if (isBroken) throw new PermanentError('no luck', 'Look again.')
    return completed({ insightId: 1 })
  }),
  embed: testDefinition<'embed'>(async () => completed({ items: 0, failedItems: 0 })),
  prune: testDefinition(prune),
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
const open = (): unknown[] => listAlerts(queue.db).map(({ kind, jobId }) => [kind, jobId])
const insert = (kind: string, payload: string): number =>
  Number(
    queue.db.sqlite
      .prepare(
        "INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, 0, ? || '||', 1, 1, 3, ?, ?)",
      )
      .run(kind, kind, queue.clock.now(), payload).lastInsertRowid,
  )

describe('the alert about a failing kind', () => {
  it('closes once its failed jobs have been retried with success', async () => {
    queue = createTestQueue(registry)
    const ids = [1, 2].map((contactId) => queue.add('insight', { contactId }))
    await queue.settle()
    expect(open()).toEqual([['failing_kind', ids[1]]])
    isBroken = false
    transaction(queue.db, (tx) => retryJobs(tx, ids.slice(0, 1)))
    await queue.settle()
    expect(open()).toEqual([['failing_kind', ids[1]]])
    transaction(queue.db, (tx) => retryJobs(tx, ids))
    await queue.settle()
    expect(open()).toEqual([])
  })

  it('closes an hour after the last failure although no job of that kind runs any more, and then nothing is looked at', async () => {
    queue = createTestQueue(registry)
    queue.add('insight', { contactId: 1 })
    await queue.settle()
    expect(open()).toHaveLength(1)
    queue.clock.advance(reviewEveryMs)
    await turn()
    queue.clock.advance(reviewEveryMs)
    await turn()
    expect(open()).toEqual([])
    const asked = vi.spyOn(queue.clock, 'now')
    queue.clock.advance(24 * reviewEveryMs)
    await turn()
    expect(asked).not.toHaveBeenCalled()
  })

  it('closes at the start when its cause has gone meanwhile', async () => {
    queue = createTestQueue(registry)
    queue.add('insight', { contactId: 1 })
    await queue.settle()
    await queue.restart()
    queue.clock.jumpTo(queue.clock.now() + 2 * reviewEveryMs)
    await queue.settle()
    expect(open()).toEqual([])
  })
})

describe.each([
  ['unfit_payload', 'embed', '{"account":1}'],
  ['unknown_kind', 'teleport', '{"accountId":"a"}'],
])('the alert %s', (alertKind, kind, payload) => {
  async function fail(): Promise<number> {
    queue = createTestQueue(registry)
    const id = insert(kind, payload)
    await queue.settle()
    expect(open()).toEqual([[alertKind, id]])
    return id
  }

  it('stays while the job is failed, and closes once it has completed after an update', async () => {
    const id = await fail()
    transaction(queue.db, (tx) => retryJobs(tx, [id]))
    await queue.settle()
    expect(open()).toEqual([[alertKind, id]])
    queue.db.sqlite
      .prepare("UPDATE jobs SET kind = 'embed', lane = 'embed||', payload = ? WHERE id = ?")
      .run('{"accountId":"a"}', id)
    transaction(queue.db, (tx) => retryJobs(tx, [id]))
    await queue.settle()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'completed' }])
    expect(open()).toEqual([])
  })

  it('closes when the job is pruned', async () => {
    await fail()
    queue.clock.advance((keptDays.failed + 1) * 24 * 3_600_000)
    queue.add('prune', {})
    await queue.settle()
    expect(open()).toEqual([])
  })
})

it.each([
  ['has completed', retryJobs],
  ['was put away', dismissJobs],
])('the alert about a job that kills the program closes once that job %s', async (_case, deal) => {
  queue = createTestQueue(registry)
  const id = queue.add('embed', { accountId: 'a' })
  queue.db.sqlite.exec("UPDATE jobs SET status = 'processing', started_at = 1, attempt = 1, deaths = 5")
  await queue.settle()
  expect(open()).toEqual([['poison_job', id]])
  transaction(queue.db, (tx) => void deal(tx, [id]))
  await queue.settle()
  expect(open()).toEqual([])
})

describe('a disk that fills up', () => {
  let freeBytes = lowDiskBytes
  const readFreeBytes = (): number => freeBytes

  it('is noticed at the start, while nothing runs', async () => {
    freeBytes = 17 * 1024 * 1024
    queue = createTestQueue(registry, { readFreeBytes })
    await queue.settle()
    expect(listAlerts(queue.db)).toMatchObject([
      {
        kind: 'low_disk',
        message: 'Only 17 MB are free on the disk that holds your data.',
        cure: 'Free some space. Work that cannot be written waits and goes on by itself.',
      },
    ])
  })

  it('is noticed while one job runs for long, and the alert closes when there is room again', async () => {
    freeBytes = lowDiskBytes
    queue = createTestQueue(
      { ...registry, insight: testDefinition<'insight'>(() => new Promise(() => undefined)) },
      { readFreeBytes },
    )
    queue.runner.start()
    queue.add('insight', { contactId: 1 })
    await turn()
    expect(open()).toEqual([])
    freeBytes -= 1
    queue.clock.advance(diskCheckEveryMs)
    await turn()
    expect(open()).toEqual([['low_disk', null]])
    freeBytes += 1
    queue.clock.advance(diskCheckEveryMs)
    await turn()
    expect(open()).toEqual([])
  })
})
