// Decides in which account a mail stands that reached several of them; the others keep it as a copy, so that any of them can take over.
import type { Transaction } from '../../database.ts'

/**
 * The account that sent it first, for it alone knows that it did; then one that goes on telling about its mail before files that were read
 * once; then by name. Nothing of this depends on which came first.
 */
const standsIn = `
  SELECT mail.account_id FROM interactions mail JOIN accounts ON accounts.id = mail.account_id
  WHERE mail.copy_key = :copyKey AND mail.gone_at IS NULL
  ORDER BY mail.direction NOT IN ('outbound', 'internal'), accounts.kind = 'files', mail.account_id LIMIT 1`

/** What counts now, or does not any more, is for the people stages; details that were found in a mail that went are found in this one. */
const sql = `
  UPDATE interactions SET is_copy = NOT is_copy, updated_at = :nowMs, contacts_state = 'pending',
    identities_state = iif(is_copy, 'pending', identities_state)
  WHERE copy_key = :copyKey AND is_copy <> (gone_at IS NULL AND account_id <> coalesce((${standsIn}), account_id))`

/**
 * Marks what of these mails is a copy, after one of them has come, changed or gone. Several in one account are left as they are: all of them
 * stand, or none. The caller lets the people stages follow, in every account.
 */
export function settleCopies(tx: Transaction, copyKeys: Iterable<string | null>, nowMs: number): void {
  const settle = tx.prepare<[{ copyKey: string; nowMs: number }]>(sql)
  for (const copyKey of new Set(copyKeys)) if (copyKey !== null) settle.run({ copyKey, nowMs })
}

/** The copy keys of these interactions. */
export function listCopyKeys(tx: Transaction, interactionIds: readonly number[]): string[] {
  return tx
    .prepare<[string], { copyKey: string }>(`
      SELECT DISTINCT copy_key AS copyKey FROM interactions
      WHERE id IN (SELECT value FROM json_each(?)) AND +copy_key IS NOT NULL`)
    .all(JSON.stringify(interactionIds))
    .map(({ copyKey }) => copyKey)
}
