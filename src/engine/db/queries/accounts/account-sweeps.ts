// Keeps what a sync took away in great number, for as long as a person may want it back.
import type { Transaction } from '../../database.ts'
import type { RawEventSource } from '../raw-events/raw-event.ts'
import { type AccountRow, getAccount } from './get-account.ts'
import { setAccountDetails } from './set-account-details.ts'

/** One sweep of a calendar or the mailbox. */
export interface AccountSweep {
  /** `mailbox` or `calendar:<id>`. */
  readonly part: string
  readonly source: RawEventSource
  readonly container: string
  /** The `gone_at` of what was taken away, ms since the epoch. */
  readonly goneAt: number
  /** What was taken away, in plain words. */
  readonly text: string
}

/** Those that nobody has answered yet. */
export function sweepsOf(account: Pick<AccountRow, 'details'>): AccountSweep[] {
  const { sweeps } = account.details
  return Array.isArray(sweeps) ? (sweeps as AccountSweep[]) : []
}

/** Keeps a sweep in place of an earlier one of the same part. */
export function putAccountSweep(tx: Transaction, accountId: string, sweep: AccountSweep): void {
  change(tx, accountId, (sweeps) => [...sweeps.filter(({ part }) => part !== sweep.part), sweep])
}

/** Forgets the sweep of a part. */
export function dropAccountSweep(tx: Transaction, accountId: string, part: string): void {
  change(tx, accountId, (sweeps) => sweeps.filter((sweep) => sweep.part !== part))
}

function change(tx: Transaction, accountId: string, toSweeps: (sweeps: readonly AccountSweep[]) => AccountSweep[]): void {
  const account = getAccount(tx, accountId)
  if (account !== null) setAccountDetails(tx, accountId, { ...account.details, sweeps: toSweeps(sweepsOf(account)) })
}
