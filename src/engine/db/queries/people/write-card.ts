// Keeps a card of an address book as it was read.
import type { Transaction } from '../../database.ts'

/** What a card says. */
export interface CardValues {
  readonly displayName: string
  readonly organization: string | null
  readonly title: string | null
  readonly addresses: readonly string[]
  readonly phones: readonly string[]
  readonly urls: readonly string[]
  readonly birthday: string | null
  readonly notes: string | null
}

/** Writes the card of a raw event and gives it to the stage that makes contacts; the contact it became before stays linked. */
export function writeCard(tx: Transaction, accountId: string, rawEventId: number, card: CardValues, nowMs: number): void {
  tx.prepare<[object]>(
    `INSERT INTO contact_cards (account_id, raw_event_id, display_name, organization, title, addresses, phones, urls, birthday, notes, updated_at)
     VALUES (:accountId, :rawEventId, :displayName, :organization, :title, :addresses, :phones, :urls, :birthday, :notes, :nowMs)
     ON CONFLICT (raw_event_id) DO UPDATE SET display_name = :displayName, organization = :organization, title = :title, addresses = :addresses,
       phones = :phones, urls = :urls, birthday = :birthday, notes = :notes, contacts_state = 'pending', updated_at = :nowMs`,
  ).run({
    ...card,
    addresses: JSON.stringify(card.addresses),
    phones: JSON.stringify(card.phones),
    urls: JSON.stringify(card.urls),
    accountId,
    rawEventId,
    nowMs,
  })
}
