// Lists the accounts as the engine knows them.
import type { Database } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'
import type { AccountRow } from './get-account.ts'

/** Every account, in the order in which they were added. */
export function listAccountRows(db: Database): AccountRow[] {
  return db.orm.select().from(accounts).orderBy(accounts.createdAt, accounts.id).all()
}
