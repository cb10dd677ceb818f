// Reads how far a source has been read.
import type { Database } from '../../database.ts'
import type { SyncCursor } from './sync-cursor.ts'

/** The cursor of a scope, or null when it was never read. */
export function getSyncCursor(db: Database, accountId: string, scope: string): SyncCursor | null {
  const row = db
    .prepare<[string, string], SyncCursor>(`
      SELECT account_id AS accountId, scope, cursor, page_token AS pageToken, pinned_cursor AS pinnedCursor,
        snapshot_started_at AS snapshotStartedAt, doubted_at AS doubtedAt, fingerprint, updated_at AS updatedAt
      FROM sync_cursors WHERE account_id = ? AND scope = ?`)
    .get(accountId, scope)
  return row ?? null
}
