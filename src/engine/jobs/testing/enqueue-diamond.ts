// The smallest flow that splits and joins, for tests that put random flows into the queue.
import type { Transaction } from '../../db/database.ts'
import { enqueueFlow, type FailurePolicy } from '../enqueue-flow.ts'

/** Enqueues four insights: the second and the third wait for the first, the fourth for both. The policies are those of the edges, in that order. */
export function enqueueDiamond(tx: Transaction, policies: readonly FailurePolicy[]): void {
  const [first = 'fail', second = 'fail', third = 'fail', fourth = 'fail'] = policies
  const node = { kind: 'insight' as const, payload: { contactId: 1 } }
  enqueueFlow(tx, {
    a: node,
    b: { ...node, after: { a: first } },
    c: { ...node, after: { a: second } },
    d: { ...node, after: { b: third, c: fourth } },
  })
}
