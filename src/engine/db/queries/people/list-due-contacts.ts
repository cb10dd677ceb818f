// Finds contacts whose next meeting has begun, so that it becomes part of their past.
import type { Database } from '../../database.ts'

/** At most `limit` ids of contacts whose `next_meeting_at` is not in the future any more. */
export function listContactsWithBegunMeeting(db: Database, nowMs: number, limit: number): number[] {
  return db
    .prepare<[number, number], { id: number }>(
      'SELECT id FROM contacts INDEXED BY contacts_by_next_meeting WHERE next_meeting_at IS NOT NULL AND next_meeting_at <= ? LIMIT ?',
    )
    .all(nowMs, limit)
    .map((row) => row.id)
}

/**
 * Other accounts that have interactions waiting for this stage: an own address found in one account changes what was read in another, and
 * a mail that reached both counts in one of them.
 */
export function listOtherAccountsWithPending(db: Database, accountId: string): string[] {
  return db
    .prepare<[string], { id: string }>(
      `SELECT id FROM accounts WHERE id <> ? AND EXISTS (
         SELECT 1 FROM interactions WHERE interactions.contacts_state = 'pending' AND interactions.account_id = accounts.id) ORDER BY id`,
    )
    .all(accountId)
    .map((row) => row.id)
}
