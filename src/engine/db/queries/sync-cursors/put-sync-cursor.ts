// Writes how far a source has been read, in the transaction that stores what it covers.
import type { Transaction } from '../../database.ts'
import type { SyncCursor } from './sync-cursor.ts'

/** Adds or replaces the cursor of a scope. */
export function putSyncCursor(tx: Transaction, cursor: SyncCursor): void {
  tx.prepare(`
    INSERT OR REPLACE INTO sync_cursors (account_id, scope, cursor, page_token, pinned_cursor, snapshot_started_at, doubted_at,
      fingerprint, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    cursor.accountId,
    cursor.scope,
    cursor.cursor,
    cursor.pageToken,
    cursor.pinnedCursor,
    cursor.snapshotStartedAt,
    cursor.doubtedAt,
    cursor.fingerprint,
    cursor.updatedAt,
  )
}
