// The only door into the queue: checks a job, puts it into the caller's transaction and wakes the runner.
import { AppError } from '../../shared/app-error.ts'
import { type JobPayload, jobSchemas } from '../../shared/jobs/payloads.ts'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../db/database.ts'
import { addFollowUp } from '../db/queries/jobs/add-follow-up.ts'
import { findUniqueJob } from '../db/queries/jobs/find-unique-job.ts'
import { insertJob } from '../db/queries/jobs/insert-job.ts'
import { setJobTurn } from '../db/queries/jobs/set-job-turn.ts'
import { priorityNumber, readyRank } from '../db/queries/jobs/ready-rank.ts'
import { laneOf } from './lanes.ts'
import { type QueueBinding, queueOf } from './queue-binding.ts'
import type { EnqueueOptions, FollowUp } from './types.ts'

/**
 * Enqueues a job in the caller's transaction and answers its id. The runner is woken once the transaction has been committed.
 * Where the kind's unique key is taken, the existing job is answered: a waiting one takes the more urgent priority and, if it has not
 * been tried yet or a person is waiting (`urgent`), the earlier time.
 * @throws AppError `invalid_input` when the payload does not fit the kind.
 */
export function enqueue<Kind extends JobKind>(
  tx: Transaction,
  kind: Kind,
  payload: JobPayload<Kind>,
  options: EnqueueOptions = {},
): number {
  return enqueueWaiting(tx, kind, payload, options, 0)
}

/** Enqueues what a job leaves to be done, as part of its flow, and joins it to that job: also where it was waiting already. */
export function enqueueFollowUps(
  tx: Transaction,
  followUps: readonly FollowUp[],
  parent: { readonly id: number; readonly flowId: number },
): void {
  for (const next of followUps) {
    addFollowUp(tx, parent.id, enqueue(tx, next.kind, next.payload, { flowId: parent.flowId, ...next.options }))
  }
}

/** {@link enqueue} for a job that first waits for `waitsFor` others. Such a job is always a new one: it could not wait for its own past. */
export function enqueueWaiting<Kind extends JobKind>(
  tx: Transaction,
  kind: Kind,
  payload: JobPayload<Kind>,
  options: EnqueueOptions,
  waitsFor: number,
): number {
  const queue = queueOf(tx)
  const definition = queue.registry[kind]
  if (!definition) throw new AppError('invalid_input', `There is no job kind "${kind}".`, 'Update OmniCRM.')
  const checked = jobSchemas[kind].payload.safeParse(payload)
  if (!checked.success) {
    throw new AppError(
      'invalid_input',
      `This is not a payload for ${kind}: ${checked.error.message}`,
      'This is a fault of the program.',
      {
        cause: checked.error,
      },
    )
  }
  const now = queue.clock.now()
  const runAt = options.runAtMs ?? now
  const priority = priorityNumber(options.priority ?? definition.priority)
  const accountId = accountOf(payload)
  const bucket = definition.bucket(payload)
  const lane = laneOf(kind, accountId, bucket)
  const uniqueMode = definition.unique === 'none' || waitsFor > 0 ? null : definition.unique
  const uniqueKey = uniqueMode === null ? null : definition.uniqueKey(payload)
  const isReady = waitsFor === 0 && runAt <= now
  const id = insertJob(tx, {
    kind,
    priority,
    lane,
    readyRank: isReady ? readyRank(runAt, priority) : null,
    runAt,
    waitsFor,
    maxAttempts: definition.maxAttempts,
    createdAt: now,
    accountId,
    bucket,
    flowId: options.flowId ?? null,
    uniqueMode,
    uniqueKey,
    payload: JSON.stringify(payload),
  })
  if (id === null) return hurryExisting(tx, queue, uniqueMode ?? 'ever', kind, uniqueKey ?? '', { runAt, priority })
  if (waitsFor === 0) tellRunner(queue, lane, runAt, isReady)
  return id
}

function accountOf(payload: object): string | null {
  return 'accountId' in payload && typeof payload.accountId === 'string' ? payload.accountId : null
}

function hurryExisting(
  tx: Transaction,
  queue: QueueBinding,
  mode: 'while_queued' | 'while_unfinished' | 'ever',
  kind: string,
  uniqueKey: string,
  wanted: { runAt: number; priority: number },
): number {
  const existing = findUniqueJob(tx, mode, kind, uniqueKey)
  if (!existing) throw new Error(`the unique key of a new ${kind} job is taken by no job`)
  if (existing.status !== 'queued') return existing.id
  const now = queue.clock.now()
  const mayHurry = existing.attempt === 0 || wanted.priority === 0
  const runAt = mayHurry ? Math.min(existing.runAt, wanted.runAt) : existing.runAt
  const priority = Math.min(existing.priority, wanted.priority)
  if (runAt === existing.runAt && priority === existing.priority) return existing.id
  // What is ready stays ready, also when the clock has been set back since.
  const isReady = existing.readyRank !== null || (existing.waitsFor === 0 && runAt <= now)
  setJobTurn(tx, existing.id, { runAt, priority, readyRank: isReady ? readyRank(runAt, priority) : null })
  if (existing.waitsFor === 0) tellRunner(queue, existing.lane, runAt, isReady)
  return existing.id
}

function tellRunner(queue: QueueBinding, lane: string, runAt: number, isReady: boolean): void {
  if (isReady) queue.listener?.laneReady(lane)
  else queue.listener?.readyAt(runAt)
}
