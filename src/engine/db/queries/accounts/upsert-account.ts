// Adds an account, or takes up a known one again after its person has connected it anew.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'
import { partsOf } from '../../../../shared/may-read.ts'
import { getAccount } from './get-account.ts'
import { renewParts } from './set-part-health.ts'

/** What connecting tells about an account. */
export interface ConnectedAccount {
  readonly id: string
  readonly kind: 'google' | 'sample' | 'files'
  readonly email: string
  readonly displayName: string
  readonly scopes: readonly string[]
  readonly details?: Record<string, unknown>
  /** Time of connecting, ms since the epoch. */
  readonly now: number
}

/**
 * After this the account is `ok`, whatever it was before; what was synced stays. `details` are merged into those it has, with
 * `connectedAtMs`, from which the age of the sign-in is counted.
 */
export function upsertAccount(tx: Transaction, account: ConnectedAccount): void {
  const known = getAccount(tx, account.id)
  const connected = {
    email: account.email,
    displayName: account.displayName,
    scopes: [...account.scopes],
    details: { ...known?.details, ...account.details, connectedAtMs: account.now },
    status: 'ok' as const,
    statusReason: null,
    waitingUntilAt: null,
  }
  if (known) {
    tx.orm.update(accounts).set(connected).where(eq(accounts.id, account.id)).run()
    renewParts(tx, account.id, partsOf(account))
    return
  }
  const ownAddresses = account.email.includes('@') ? [account.email.toLowerCase()] : []
  tx.orm
    .insert(accounts)
    .values({ id: account.id, kind: account.kind, ownAddresses, createdAt: account.now, ...connected })
    .run()
}
