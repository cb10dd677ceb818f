// Does stages anew from what is kept: marks their rows as pending and enqueues them, like everybody else.
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import { type DoneRow, listRowsToReopen, reopenRows, type ReopenTarget } from '../../db/queries/jobs/rows-to-reopen.ts'
import { completed, type FollowUp, type Processor } from '../types.ts'

const slice = 500

const targetsOf: Record<JobPayload<'rebuild'>['stage'], readonly ReopenTarget[]> = {
  normalize: ['raw_events'],
  mails: ['mails'],
  events: ['events'],
  series: ['series'],
  contacts: ['contacts', 'contact_cards'],
  identities: ['identities'],
  embed: ['embedding'],
  all: ['raw_events', 'contacts', 'contact_cards', 'identities', 'embedding'],
}

type AccountStage = Extract<JobKind, `normalize_${string}` | 'extract_contacts' | 'extract_identities' | 'embed'>

const stageOf: Partial<Record<ReopenTarget, AccountStage>> = {
  contacts: 'extract_contacts',
  contact_cards: 'extract_contacts',
  identities: 'extract_identities',
  embedding: 'embed',
}

/** For raw events. */
const stageOfSource: Record<string, AccountStage> = {
  google_event: 'normalize_google_event',
  google_email: 'normalize_google_email',
  file_email: 'normalize_file_email',
  file_event: 'normalize_file_event',
  file_contact: 'normalize_file_contact',
}

/** Where to go on after an interruption. */
interface Checkpoint {
  readonly targetIndex: number
  readonly afterId: number
  readonly items: number
}

/** Each slice is marked and its stages are enqueued in one transaction, so that they begin while the rest is still being marked. */
export const rebuild: Processor<'rebuild'> = async ({ payload }, context) => {
  const targets = targetsOf[payload.stage]
  const filter = { accountId: payload.accountId ?? null, sinceMs: payload.sinceMs ?? null }
  let at = (context.checkpoint as Checkpoint | null) ?? { targetIndex: 0, afterId: 0, items: 0 }
  for (let target = targets[at.targetIndex]; target; target = targets[at.targetIndex]) {
    const current = target
    const { rows, lastId } = listRowsToReopen(context.db, current, filter, at.afterId, slice)
    const items = at.items + rows.length
    at =
      lastId === null
        ? { targetIndex: at.targetIndex + 1, afterId: 0, items }
        : { targetIndex: at.targetIndex, afterId: lastId, items }
    context.commit(
      { checkpoint: at, progress: { done: items, total: null, what: 'items' }, followUps: stagesFor(current, rows) },
      (tx) => reopenRows(tx, current, rows),
    )
    await context.yield()
  }
  return completed({ items: at.items })
}

/** One job for each stage and account among the rows. */
function stagesFor(target: ReopenTarget, rows: readonly DoneRow[]): FollowUp[] {
  const wanted = new Map<string, FollowUp>()
  for (const { accountId, source } of rows) {
    const kind = stageOf[target] ?? stageOfSource[source]
    if (kind) wanted.set(`${kind} ${accountId}`, { kind, payload: { accountId } })
  }
  return [...wanted.values()]
}
