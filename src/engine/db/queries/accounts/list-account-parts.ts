// Reads how the parts of an account are, each for itself.
import type { AccountPart } from '../../../../shared/may-read.ts'
import type { AccountStatus } from '../../../../shared/views/status.ts'
import type { Database } from '../../database.ts'

/** A row of `account_parts`: one that is missing has not been synced yet, and is well. */
export interface AccountPartRow {
  readonly part: AccountPart
  readonly status: Exclude<AccountStatus, 'paused'>
  readonly statusReason: string | null
  readonly waitingUntilAt: number | null
  readonly lastSyncAt: number | null
}

/** The parts of which something is known, the calendar first. */
export function listAccountParts(db: Database, accountId: string): AccountPartRow[] {
  return db
    .prepare<[string], AccountPartRow>(`
      SELECT part, status, status_reason AS statusReason, waiting_until_at AS waitingUntilAt, last_sync_at AS lastSyncAt
      FROM account_parts WHERE account_id = ? ORDER BY part`)
    .all(accountId)
}
