// How a stage leaves the raw events it has dealt with: done, or listed with the reason why not.
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { keepCurrentRawEvents } from '../../db/queries/raw-events/keep-current.ts'
import { markProcessed } from '../../db/queries/raw-events/mark-processed.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import type { Transaction } from '../../db/database.ts'
import { tryEach } from '../../db/savepoint.ts'
import type { ClaimedJob } from '../types.ts'

type Stage =
  | 'normalize_google_event'
  | 'normalize_file_event'
  | 'normalize_google_email'
  | 'normalize_file_email'
  | 'normalize_file_contact'

/** What a person reads of an item that failed, beside the reason. */
export interface FailureWords {
  readonly label: (raw: RawEvent) => string
  /** What to do about it. */
  readonly hint: string
}

/** A raw event that was understood, or why it was not. */
export type Prepared<Value> =
  | { readonly raw: RawEvent; readonly value: Value }
  | { readonly raw: RawEvent; readonly error: Error }

/** What the work on raw events belongs to. */
export interface StageRun {
  readonly job: ClaimedJob<Stage>
  readonly words: FailureWords
  readonly nowMs: number
}

/** Writes what was made of each, then settles all of them as {@link settleRawEvents} does. Answers how many have failed. */
export function storeRawEvents<Value>(
  tx: Transaction,
  run: StageRun,
  prepared: readonly Prepared<Value>[],
  write: (raw: RawEvent, value: Value) => void,
): number {
  const current = new Set(
    keepCurrentRawEvents(
      tx,
      prepared.map(({ raw }) => raw),
    ),
  )
  const readable = prepared.flatMap((entry) => ('value' in entry && current.has(entry.raw) ? [entry] : []))
  const failures = tryEach(tx, readable, ({ raw, value }) => write(raw, value))
  const errors = new Map([...failures].map(([{ raw }, error]) => [raw, error]))
  for (const entry of prepared) if ('error' in entry) errors.set(entry.raw, entry.error)
  return settleCurrent(tx, run, [...current], errors)
}

/**
 * Marks them as dealt with; those with an error are listed as failed, and what was listed about the others is over. One of which a newer
 * version has come since it was read stays pending, and nothing is said about it. Answers how many have failed.
 */
export function settleRawEvents(
  tx: Transaction,
  run: StageRun,
  raws: readonly RawEvent[],
  errors: ReadonlyMap<RawEvent, Error>,
): number {
  return settleCurrent(tx, run, keepCurrentRawEvents(tx, raws), errors)
}

function settleCurrent(
  tx: Transaction,
  { job, words, nowMs }: StageRun,
  current: readonly RawEvent[],
  errors: ReadonlyMap<RawEvent, Error>,
): number {
  markProcessed(tx, current)
  let failed = 0
  for (const raw of current) {
    const { accountId } = job.payload
    const subject = { stage: job.kind, accountId, subjectType: 'raw_event', subjectKey: String(raw.id) } as const
    const error = errors.get(raw)
    if (error === undefined) {
      resolveItemFailure(tx, subject)
      continue
    }
    failed += 1
    const reason = error.message.slice(0, 300)
    recordItemFailure(tx, { ...subject, label: words.label(raw), reason, hint: words.hint, jobId: job.id, now: nowMs })
  }
  return failed
}
