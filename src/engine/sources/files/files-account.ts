// The one account that everything imported from files belongs to.
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { setOwnAddresses } from '../../db/queries/accounts/set-own-addresses.ts'
import { upsertAccount } from '../../db/queries/accounts/upsert-account.ts'
import type { Transaction } from '../../db/database.ts'

/** The id of the account of imported files. */
export const filesAccountId = 'files'

/** Creates the account of imported files when there is none yet; answers its id. */
export function ensureFilesAccount(tx: Transaction, now: number): string {
  if (getAccount(tx, filesAccountId) === null) {
    upsertAccount(tx, { id: filesAccountId, kind: 'files', email: '', displayName: 'Imported files', scopes: [], now })
  }
  return filesAccountId
}

/** Adds addresses that turned out to be the person's own; answers those that are new. */
export function addOwnAddresses(tx: Transaction, accountId: string, addresses: Iterable<string>): string[] {
  const known = getAccount(tx, accountId)?.ownAddresses ?? []
  const added = [...new Set([...addresses].map((address) => address.toLowerCase()))].filter((address) => !known.includes(address))
  if (added.length > 0) setOwnAddresses(tx, accountId, [...known, ...added])
  return added
}
