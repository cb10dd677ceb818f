// Brings back what a sweep marked as gone: the content was kept.
import type { Transaction } from '../../database.ts'
import type { AccountSweep } from './account-sweeps.ts'

/** Gives these items back to their stage; answers how many they are. */
export function restoreSwept(
  tx: Transaction,
  accountId: string,
  sweep: Pick<AccountSweep, 'source' | 'container' | 'goneAt'>,
): number {
  return tx
    .prepare<[string, string, string, number]>(`
      UPDATE raw_events SET gone_at = NULL, status = 'pending'
      WHERE account_id = ? AND source = ? AND container = ? AND gone_at = ?`)
    .run(accountId, sweep.source, sweep.container, sweep.goneAt).changes
}
