// Declares a flow: jobs that wait for each other, put into the queue in one transaction.
import { AppError } from '../../shared/app-error.ts'
import type { JobPayload } from '../../shared/jobs/payloads.ts'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../db/database.ts'
import { addDependency } from '../db/queries/jobs/add-dependency.ts'
import { findJobState } from '../db/queries/jobs/find-job-state.ts'
import { settleWaiting } from './dependents.ts'
import { enqueue, enqueueWaiting } from './enqueue.ts'
import { queueOf } from './queue-binding.ts'
import type { EnqueueOptions } from './types.ts'

/**
 * What becomes of a job when one that it waits for fails or is cancelled: `fail`: it fails as well; `skip`: it is cancelled;
 * `continue`: it runs all the same.
 */
export type FailurePolicy = 'fail' | 'skip' | 'continue'

/** One job of a flow. `after` names the jobs of the same flow that it waits for, each with what their failure means for it. */
export type FlowNode<Name extends string> = {
  [Kind in JobKind]: {
    readonly kind: Kind
    readonly payload: JobPayload<Kind>
    readonly options?: Omit<EnqueueOptions, 'flowId'>
    readonly after?: { readonly [Other in Name]?: FailurePolicy }
  }
}[JobKind]

/**
 * Enqueues all jobs of a flow and answers their ids by name. The flow's id is that of its first job.
 * @throws AppError `invalid_input` when jobs wait for each other in a circle or for one that is not in the flow.
 */
export function enqueueFlow<Name extends string>(
  tx: Transaction,
  nodes: Readonly<Record<Name, FlowNode<Name>>>,
  flowId?: number,
): Record<Name, number> {
  const ids = {} as Record<Name, number>
  queueOf(tx).hasFlows = true
  let flow = flowId
  for (const name of inOrder(nodes)) {
    const node = nodes[name]
    const parents = Object.entries(node.after ?? {}) as [Name, FailurePolicy][]
    const options = { ...node.options, ...(flow === undefined ? {} : { flowId: flow }) }
    const id =
      parents.length === 0
        ? enqueue(tx, node.kind, node.payload, options)
        : enqueueWaiting(tx, node.kind, node.payload, options, parents.length)
    ids[name] = id
    flow ??= findJobState(tx, id)?.flowId ?? id
    for (const [parent, policy] of parents) addDependency(tx, ids[parent], id, policy)
    if (parents.length > 0) settleIfParentsEnded(tx, id)
  }
  return ids
}

/** A parent may be an older job with the same unique key, and may have ended long ago. */
function settleIfParentsEnded(tx: Transaction, id: number): void {
  const job = findJobState(tx, id)
  if (job) settleWaiting(tx, job, queueOf(tx).clock.now())
}

function inOrder<Name extends string>(nodes: Readonly<Record<Name, FlowNode<Name>>>): Name[] {
  const ordered: Name[] = []
  const state = new Map<Name, 'open' | 'done'>()
  const visit = (name: Name): void => {
    if (state.get(name) === 'done') return
    if (state.get(name) === 'open')
      throw new AppError(
        'invalid_input',
        `The jobs of this flow wait for each other: ${name}.`,
        'This is a fault of the program.',
      )
    const node = nodes[name] as FlowNode<Name> | undefined
    if (!node)
      throw new AppError(
        'invalid_input',
        `A job of this flow waits for "${name}", which is not in it.`,
        'This is a fault of the program.',
      )
    state.set(name, 'open')
    for (const parent of Object.keys(node.after ?? {}) as Name[]) visit(parent)
    state.set(name, 'done')
    ordered.push(name)
  }
  for (const name of Object.keys(nodes) as Name[]) visit(name)
  return ordered
}
