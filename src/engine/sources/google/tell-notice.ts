// Tells on the account what a sync found odd, and takes it back when all is well again.
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { noticesOf, setAccountNotice } from '../../db/queries/accounts/set-account-notice.ts'
import type { SyncRun } from './sync-run.ts'

/** Sets or, with null, takes back the notice about a part of the account. Commits nothing when it is the same already. */
export function tellNotice(run: SyncRun, part: string, notice: string | null): void {
  const account = getAccount(run.context.db, run.accountId)
  if (account === null || (noticesOf(account)[part] ?? null) === notice) return
  run.context.commit({}, (tx) => setAccountNotice(tx, run.accountId, part, notice))
}
