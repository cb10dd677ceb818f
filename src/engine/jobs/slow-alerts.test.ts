import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { prune } from './processors/prune.ts'
import { raiseAlert } from './raise-alert.ts'
import { raiseSlowRead, raiseSlowWrite, slowAlertKeptMs } from './slow-alerts.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'

let queue: TestQueue
beforeEach(() => {
  queue = createTestQueue({ prune: testDefinition(prune) })
})
afterEach(() => queue.close())

const slowRead = (name: string): void => transaction(queue.db, (tx) => raiseSlowRead(tx, { name, tookMs: 1_500 }))
const slowWrite = (): void => transaction(queue.db, (tx) => raiseSlowWrite(tx, { id: 1, kind: 'embed' }, 3_000))
async function tidyUp(): Promise<void> {
  queue.add('prune', {})
  await queue.settle()
}
const openAlerts = (): unknown[] =>
  listAlerts(queue.db).map(({ message, occurrences }) => [message.split(' took ')[0], occurrences])

it('an alert about slowness closes by itself once it was not raised again for a day', async () => {
  const closed = queue.collect('alert.closed')
  const other = { kind: 'other', subject: '', message: 'Something else', cure: '', jobId: null }
  transaction(queue.db, (tx) => raiseAlert(tx, other))
  slowRead('timeline.page')
  slowRead('people.page')
  slowWrite()
  const [timeline, embed] = ['timeline.page', 'embed'].map(
    (subject) => (queue.rows('SELECT id FROM alerts WHERE subject = ?', subject) as { id: number }[])[0],
  )
  queue.clock.advance(slowAlertKeptMs - 1)
  slowRead('people.page')
  await tidyUp()
  expect([openAlerts().length, closed]).toEqual([4, []])

  queue.clock.advance(1)
  await tidyUp()
  expect(openAlerts()).toEqual([
    ['The list of people', 2],
    ['Something else', 1],
  ])
  expect(closed).toEqual([timeline, embed])

  slowRead('timeline.page')
  expect(openAlerts()).toContainEqual(['The timeline', 1])
})
