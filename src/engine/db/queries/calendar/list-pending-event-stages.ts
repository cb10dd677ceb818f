// Finds the accounts whose events have to be written anew because of what happened in another one.
import type { Database } from '../../database.ts'

/** A stage that has something to do. */
export interface PendingEventStage {
  readonly kind: 'normalize_google_event' | 'normalize_file_event'
  readonly payload: { readonly accountId: string }
}

const sql = `
  SELECT stages.value ->> 'kind' AS kind, accounts.id AS accountId FROM accounts CROSS JOIN json_each(?) stages
  WHERE EXISTS (SELECT 1 FROM raw_events INDEXED BY raw_events_pending
    WHERE status = 'pending' AND source = stages.value ->> 'source' AND account_id = accounts.id)
  ORDER BY accounts.id, kind`

const stages = JSON.stringify([
  { kind: 'normalize_google_event', source: 'google_event' },
  { kind: 'normalize_file_event', source: 'file_event' },
])

/** The event stages of all accounts with pending events, as jobs to be enqueued. */
export function listPendingEventStages(db: Database): PendingEventStage[] {
  return db
    .prepare<[string], { kind: PendingEventStage['kind']; accountId: string }>(sql)
    .all(stages)
    .map(({ kind, accountId }) => ({ kind, payload: { accountId } }))
}
