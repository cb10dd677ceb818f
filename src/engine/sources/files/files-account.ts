// The one account that everything imported from files belongs to.
import { getAccount } from '../../db/queries/accounts/get-account.ts'
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
