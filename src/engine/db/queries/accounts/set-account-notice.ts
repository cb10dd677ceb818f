// Keeps what a person should know about a part of an account although nothing has failed.
import type { Transaction } from '../../database.ts'
import { type AccountRow, getAccount } from './get-account.ts'
import { setAccountDetails } from './set-account-details.ts'

/** Sets or, with null, takes back the notice about a part (`mailbox`, `calendar_list`, `calendar:<id>`). */
export function setAccountNotice(tx: Transaction, accountId: string, part: string, notice: string | null): void {
  const account = getAccount(tx, accountId)
  if (account === null) return
  const { [part]: _known, ...others } = noticesOf(account)
  setAccountDetails(tx, accountId, { ...account.details, notices: notice === null ? others : { ...others, [part]: notice } })
}

/** Notices by the part that they are about. */
export function noticesOf(account: Pick<AccountRow, 'details'>): Record<string, string> {
  const { notices } = account.details
  return typeof notices === 'object' && notices !== null ? (notices as Record<string, string>) : {}
}
