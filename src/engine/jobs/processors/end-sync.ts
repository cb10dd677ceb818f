// What the end of a successful sync tells about the account.
import type { AccountPart } from '../../../shared/may-read.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { noteSync } from '../../db/queries/accounts/set-part-health.ts'
import type { Transaction } from '../../db/database.ts'
import { settleAlert } from '../raise-alert.ts'

/** This part of the account is in sync; when that was the last thing a person was needed for, nobody is any more. */
export function endSync(tx: Transaction, accountId: string, part: AccountPart, now: number): void {
  const wasBroken = getAccount(tx, accountId)?.status === 'needs_reconnect'
  noteSync(tx, accountId, part, now)
  if (wasBroken && getAccount(tx, accountId)?.status !== 'needs_reconnect') settleAlert(tx, 'needs_reconnect', accountId)
}
