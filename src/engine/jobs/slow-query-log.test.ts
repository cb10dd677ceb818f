import { expect, it } from 'vitest'
import { createTestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'
import { type LogFields, silentLogger } from '../logger.ts'
import { logSlowQuery, slowQueryMs } from '../db/slow-query-log.ts'

const lines: unknown[] = []
/** What was told of this; on a slow computer, anything may be slow. */
const of = (what: string): unknown[] => lines.filter((line) => (line as [string, LogFields])[1]['what'] === what)
const logger = { ...silentLogger, info: (message: string, fields?: LogFields) => void lines.push([message, fields]) }

it('names what took long, and says nothing of what did not', () => {
  lines.length = 0
  logSlowQuery(logger, 'answer', 'timeline.page', slowQueryMs)
  logSlowQuery(logger, 'answer', 'timeline.page', slowQueryMs + 0.6)
  expect(lines).toEqual([['slow query', { what: 'answer', name: 'timeline.page', tookMs: 41 }]])
})

it('names the kind of a job whose batch took long to write, without an alert', async () => {
  lines.length = 0
  const queue = createTestQueue(
    {
      insight: testDefinition<'insight'>(async ({ payload: { contactId } }, context) => {
        context.commit({}, () => {
          const untilMs = performance.now() + (contactId === 1 ? slowQueryMs + 1 : 0)
          while (performance.now() < untilMs);
        })
        return completed({ insightId: 1 })
      }),
    },
    { logger },
  )
  for (const contactId of [1, 2]) queue.add('insight', { contactId })
  await queue.settle()
  expect(of('batch')).toContainEqual(['slow query', { what: 'batch', name: 'insight', tookMs: expect.any(Number) }])
  expect(queue.rows('SELECT id FROM alerts')).toEqual([])
  await queue.close()
})

it('names the kinds whose end took long to write', async () => {
  lines.length = 0
  const queue = createTestQueue(
    {
      insight: testDefinition<'insight'>(async () =>
        completed({ insightId: 1 }, [], () => {
          const untilMs = performance.now() + slowQueryMs + 1
          while (performance.now() < untilMs);
        }),
      ),
    },
    { logger },
  )
  queue.add('insight', { contactId: 1 })
  await queue.settle()
  expect(of('turn')).toContainEqual(['slow query', { what: 'turn', name: 'insight', tookMs: expect.any(Number) }])
  await queue.close()
})
