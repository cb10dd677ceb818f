import { afterEach, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { pauseJobs } from '../jobs/commands/pause-jobs.ts'
import { createTestQueue, type TestQueue } from '../jobs/testing/test-queue.ts'
import { testDefinition } from '../jobs/testing/test-definition.ts'
import { completed } from '../jobs/types.ts'
import { readStatus } from './read-status.ts'

let queue: TestQueue
afterEach(() => queue.close())

it('says of a pause that it is still coming about, until the last job has stopped', async () => {
  let goOn = (): void => undefined
  queue = createTestQueue({
    embed: testDefinition<'embed'>(async () => {
      await new Promise<void>((resolve) => (goOn = resolve))
      return completed({ items: 0, failedItems: 0 })
    }),
  })
  const now = queue.clock.now()
  transaction(queue.db, (tx) =>
    upsertAccount(tx, { id: 'google:ada', kind: 'google', email: 'google:ada', displayName: 'Ada', scopes: [], now }),
  )
  queue.add('embed', { accountId: 'google:ada' })
  const started = new Promise((resolve) => queue.events.on('job.started', resolve))
  queue.runner.start()
  await started
  transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'all' }))
  expect(readStatus(queue.db).pill).toEqual({ kind: 'paused', isStillWorking: true })
  goOn()
  await queue.settleRunning()
  expect(readStatus(queue.db).pill).toEqual({ kind: 'paused', isStillWorking: false })
})
