// Tells how parts of an account are, apart from what they are doing; the account itself is as its worst part.
import type { AccountPart } from '../../../../shared/may-read.ts'
import type { Transaction } from '../../database.ts'
import { type AccountPartRow, listAccountParts } from './list-account-parts.ts'

/** Health of a part; `reason` is for a person, `waitingUntilMs` goes with `waiting`. */
export interface PartHealth {
  readonly status: AccountPartRow['status']
  readonly reason: string | null
  readonly waitingUntilMs: number | null
}

const well: PartHealth = { status: 'ok', reason: null, waitingUntilMs: null }

/** From bad to good. */
const severity: readonly AccountPartRow['status'][] = ['needs_reconnect', 'failed', 'waiting', 'ok']

/** Sets the health of parts of an account. */
export function setPartHealth(tx: Transaction, accountId: string, parts: readonly AccountPart[], health: PartHealth): void {
  for (const part of parts) write(tx, accountId, part, health, null)
  deriveAccountHealth(tx, accountId)
}

/** A sync of a part got to its end: it is well, whatever it was before. */
export function noteSync(tx: Transaction, accountId: string, part: AccountPart, syncedAt: number): void {
  write(tx, accountId, part, well, syncedAt)
  deriveAccountHealth(tx, accountId)
}

/** Google answers again, without anything having been synced: ends `waiting` and `failed`. `needs_reconnect` stays. */
export function endWaiting(tx: Transaction, accountId: string): void {
  tx.prepare<[string]>(`
    UPDATE account_parts SET status = 'ok', status_reason = NULL, waiting_until_at = NULL
    WHERE account_id = ? AND status IN ('waiting', 'failed')`).run(accountId)
  deriveAccountHealth(tx, accountId)
}

/** The person has signed in anew: what is granted is well, and what is not is no part of the account any more. */
export function renewParts(tx: Transaction, accountId: string, granted: readonly AccountPart[]): void {
  tx.prepare<[string, string]>(
    'DELETE FROM account_parts WHERE account_id = ? AND part NOT IN (SELECT value FROM json_each(?))',
  ).run(accountId, JSON.stringify(granted))
  tx.prepare<[string]>(
    "UPDATE account_parts SET status = 'ok', status_reason = NULL, waiting_until_at = NULL WHERE account_id = ?",
  ).run(accountId)
  deriveAccountHealth(tx, accountId)
}

function write(tx: Transaction, accountId: string, part: AccountPart, health: PartHealth, syncedAt: number | null): void {
  tx.prepare(`
    INSERT INTO account_parts (account_id, part, status, status_reason, waiting_until_at, last_sync_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (account_id, part) DO UPDATE SET status = excluded.status, status_reason = excluded.status_reason,
      waiting_until_at = excluded.waiting_until_at, last_sync_at = coalesce(excluded.last_sync_at, last_sync_at)`).run(
    accountId,
    part,
    health.status,
    health.reason,
    health.waitingUntilMs,
    syncedAt,
  )
}

/** The last sync of an account is that of the part that is further behind. One that is on its way out stays so. */
function deriveAccountHealth(tx: Transaction, accountId: string): void {
  const parts = listAccountParts(tx, accountId)
  const [worst] = parts.toSorted((a, b) => severity.indexOf(a.status) - severity.indexOf(b.status))
  if (worst === undefined) return
  const syncs = parts.flatMap(({ lastSyncAt }) => (lastSyncAt === null ? [] : [lastSyncAt]))
  tx.prepare(`
    UPDATE accounts SET last_sync_at = ?,
      status = iif(status = 'paused', status, ?), status_reason = iif(status = 'paused', status_reason, ?), waiting_until_at = ?
    WHERE id = ?`).run(
    syncs.length === 0 ? null : Math.min(...syncs),
    worst.status,
    worst.statusReason,
    worst.waitingUntilAt,
    accountId,
  )
}
