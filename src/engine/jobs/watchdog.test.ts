import { afterEach, expect, it } from 'vitest'
import { createTestQueue, type TestQueue } from './test-queue.ts'
import { testDefinition } from './testing.ts'
import { stalledAfterMs } from './watchdog.ts'

let queue: TestQueue
afterEach(() => queue.close())

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

it('a turn that finds the queue stalled still counts what it starts: limits hold', async () => {
  const oneAtATime = { concurrency: { total: 1, perAccount: 1 } }
  queue = createTestQueue({
    insight: testDefinition<'insight'>(() => new Promise(() => undefined), oneAtATime),
    embed: testDefinition<'embed'>(() => new Promise(() => undefined), oneAtATime),
  })
  const stallsAtMs = queue.clock.now() + stalledAfterMs
  // One insight runs in silence and the other waits for it; when that has lasted too long, both embeddings are due.
  for (const contactId of [1, 2]) queue.add('insight', { contactId })
  for (const accountId of ['a', 'b']) queue.add('embed', { accountId }, { runAtMs: stallsAtMs })
  queue.runner.start()
  await turn()
  queue.clock.advance(stalledAfterMs)
  await turn()
  expect(queue.rows('SELECT kind, job_id AS jobId, since_at AS sinceMs FROM alerts')).toEqual([
    { kind: 'stalled_queue', jobId: 1, sinceMs: stallsAtMs },
  ])
  expect(queue.rows('SELECT kind, status, started_at AS startedAtMs FROM jobs ORDER BY id')).toEqual([
    { kind: 'insight', status: 'processing', startedAtMs: stallsAtMs - stalledAfterMs },
    { kind: 'insight', status: 'queued', startedAtMs: null },
    { kind: 'embed', status: 'processing', startedAtMs: stallsAtMs },
    { kind: 'embed', status: 'queued', startedAtMs: null },
  ])
})
