// Reads one account as the engine knows it.
import { eq } from 'drizzle-orm'
import type { Database } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'

/** A row of `accounts`. */
export type AccountRow = typeof accounts.$inferSelect

/** The account, or null when there is none (any more). */
export function getAccount(db: Database, accountId: string): AccountRow | null {
  return db.orm.select().from(accounts).where(eq(accounts.id, accountId)).get() ?? null
}
