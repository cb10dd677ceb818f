// Reads the next address book cards that have not become contacts yet.
import type { Database } from '../../database.ts'

/** A card as it was normalized. */
export interface PendingCard {
  readonly id: number
  readonly displayName: string
  readonly organization: string | null
  readonly title: string | null
  readonly addresses: readonly string[]
  readonly phones: readonly string[]
  readonly urls: readonly string[]
  /** The contact it became when it was looked at before. */
  readonly contactId: number | null
}

type CardRow = Omit<PendingCard, 'addresses' | 'phones' | 'urls'> & { addresses: string; phones: string; urls: string }

/** The oldest `limit` cards of an account that wait. */
export function listPendingCards(db: Database, accountId: string, limit: number): PendingCard[] {
  return db
    .prepare<[string, number], CardRow>(
      `SELECT id, display_name AS displayName, organization, title, addresses, phones, urls, contact_id AS contactId
       FROM contact_cards WHERE contacts_state = 'pending' AND account_id = ? ORDER BY id LIMIT ?`,
    )
    .all(accountId, limit)
    .map((row) => ({ ...row, addresses: parseTexts(row.addresses), phones: parseTexts(row.phones), urls: parseTexts(row.urls) }))
}

/** How many cards of an account wait. */
export function countPendingCards(db: Database, accountId: string): number {
  const row = db
    .prepare<[string], { total: number }>(
      "SELECT count(*) AS total FROM contact_cards WHERE contacts_state = 'pending' AND account_id = ?",
    )
    .get(accountId)
  return row?.total ?? 0
}

function parseTexts(json: string): string[] {
  const parsed: unknown = JSON.parse(json)
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : []
}
