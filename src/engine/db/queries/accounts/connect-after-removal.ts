// Keeps that an account is wanted again while it is still being removed: what is left of it must not become the new one's.
import { z } from 'zod'
import type { Transaction } from '../../database.ts'
import { deleteAccount } from '../people/remove-account-rows.ts'
import { getAccount } from './get-account.ts'
import { setAccountDetails } from './set-account-details.ts'
import { setAccountStatus } from './set-account-status.ts'
import { upsertAccount } from './upsert-account.ts'

const connectionSchema = z.object({ email: z.string(), displayName: z.string(), scopes: z.array(z.string()), now: z.int() })
/** What connecting told, `now` being the time of it. */
export type LaterConnection = z.infer<typeof connectionSchema>

/** Notes that the account is on its way out; nothing is synced for it any more. `later` is what comes after that, or null. */
export function markAsLeaving(tx: Transaction, accountId: string, later: LaterConnection | null): void {
  const account = getAccount(tx, accountId)
  if (account === null) return
  const { connectLater: _earlier, ...details } = account.details
  setAccountDetails(tx, accountId, later === null ? details : { ...details, connectLater: later })
  const reason = later === null ? 'Being removed.' : 'Being removed first. Then it is connected anew, by itself.'
  setAccountStatus(tx, accountId, { status: 'paused', reason, waitingUntilMs: null })
}

/** Ends a removal: the account goes, and is there again with nothing in it when it was connected meanwhile. Answers the scopes of that. */
export function deleteOrConnectAnew(tx: Transaction, accountId: string): readonly string[] | null {
  const later = connectionSchema.safeParse(getAccount(tx, accountId)?.details['connectLater']).data
  deleteAccount(tx, accountId)
  if (later === undefined) return null
  upsertAccount(tx, { id: accountId, kind: 'google', ...later })
  return later.scopes
}
