// Closes alerts.
import type { Transaction } from '../../database.ts'

/** Closes the open alert about a subject, because its cause has gone; answers its id, or null when there is none. */
export function closeAlertAbout(tx: Transaction, kind: string, subject: string, now: number): number | null {
  const row = tx
    .prepare<unknown[], { id: number }>(
      'UPDATE alerts SET closed_at = ? WHERE kind = +? AND subject = +? AND closed_at IS NULL RETURNING id',
    )
    .get(now, kind, subject)
  return row?.id ?? null
}

/** Closes an alert, because a person has read it; answers whether it was open. */
export function closeAlert(tx: Transaction, id: number, now: number): boolean {
  return tx.prepare('UPDATE alerts SET closed_at = ? WHERE id = ? AND closed_at IS NULL').run(now, id).changes > 0
}

/** Closes the alerts of a kind that were seen last at a time or before; answers their ids. */
export function closeAlertsUnseenSince(tx: Transaction, kind: string, seenUntil: number, now: number): number[] {
  return tx
    .prepare<unknown[], { id: number }>(
      'UPDATE alerts SET closed_at = ? WHERE kind = +? AND closed_at IS NULL AND last_seen_at <= ? RETURNING id',
    )
    .all(now, kind, seenUntil)
    .map(({ id }) => id)
}
