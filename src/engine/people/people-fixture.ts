// Builds workspaces with messages, meetings and cards for the tests of this room.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { databasePathIn, openDatabase } from '../db/open.ts'
import { listPendingCards } from '../db/queries/people/list-pending-cards.ts'
import { listPendingInteractions } from '../db/queries/people/list-pending-interactions.ts'
import { canonicalAddressKey } from './address-key.ts'
import { extractFromCards, extractFromInteractions } from './extract-contacts.ts'

/** Noon of a day in the tests' present. */
export const testNowMs = Date.UTC(2026, 5, 15, 12)

/** One day in milliseconds. */
export const dayMs = 24 * 3600 * 1000

/** Someone in a test interaction: `Name <address>` with a role, and for meetings a response. */
export interface TestParticipant {
  readonly role: 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc' | 'organizer' | 'attendee'
  readonly address: string
  readonly name?: string
  readonly response?: string
  readonly isSelf?: boolean
}

/** A test interaction; `key` makes it the same one when it is added again. */
export interface TestInteraction {
  readonly key: string
  readonly kind?: 'email' | 'meeting'
  readonly atMs?: number
  readonly title?: string
  readonly text?: string
  readonly signature?: string
  readonly isBulk?: boolean
  readonly bulkReason?: string
  readonly goneAtMs?: number
  readonly accountId?: string
  readonly threadKey?: string
  readonly participants: readonly TestParticipant[]
}

/** The owner's address in the tests. */
export const ownAddress = 'me@example.com'

/** A new workspace with one account; `remove` closes and deletes it. */
export function createTestWorkspace(accountIds: readonly string[] = ['account']): { db: Database; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-people-'))
  const db = openDatabase(databasePathIn(folder))
  for (const accountId of accountIds) {
    db.sqlite
      .prepare(
        "INSERT INTO accounts (id, kind, email, display_name, own_addresses, created_at) VALUES (?, 'google', ?, 'Me', json_array(?), 0)",
      )
      .run(accountId, ownAddress, ownAddress)
  }
  return {
    db,
    remove() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Adds an interaction, or replaces it and its participants as the normalizers do. Answers its id. */
export function addInteraction(db: Database, interaction: TestInteraction): number {
  return transaction(db, (tx) => {
    const row = tx
      .prepare<[object], { id: number }>(
        `INSERT INTO interactions (account_id, kind, source_key, thread_key, occurred_at, title, written_text, signature_text, is_bulk, bulk_reason, gone_at, updated_at)
         VALUES (:accountId, :kind, :key, :threadKey, :atMs, :title, :text, :signature, :isBulk, :bulkReason, :goneAtMs, 0)
         ON CONFLICT (account_id, kind, source_key) DO UPDATE SET occurred_at = :atMs, title = :title, written_text = :text, signature_text = :signature,
           is_bulk = :isBulk, bulk_reason = :bulkReason, gone_at = :goneAtMs, contacts_state = 'pending', identities_state = 'pending'
         RETURNING id`,
      )
      .get({
        accountId: interaction.accountId ?? 'account',
        kind: interaction.kind ?? 'email',
        key: interaction.key,
        threadKey: interaction.threadKey ?? null,
        atMs: interaction.atMs ?? testNowMs - dayMs,
        title: interaction.title ?? interaction.key,
        text: interaction.text ?? '',
        signature: interaction.signature ?? null,
        isBulk: interaction.isBulk ? 1 : 0,
        bulkReason: interaction.bulkReason ?? null,
        goneAtMs: interaction.goneAtMs ?? null,
      })
    if (!row) throw new Error('the interaction was not stored')
    writeParticipants(tx, row.id, interaction.participants)
    return row.id
  })
}

function writeParticipants(tx: Transaction, interactionId: number, participants: readonly TestParticipant[]): void {
  tx.prepare('DELETE FROM interaction_participants WHERE interaction_id = ?').run(interactionId)
  const insert = tx.prepare<[object]>(
    `INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, display_name, response, is_self)
     VALUES (:interactionId, :position, :role, :address, :addressKey, :name, :response, :isSelf)`,
  )
  participants.forEach((participant, position) =>
    insert.run({
      interactionId,
      position,
      role: participant.role,
      address: participant.address,
      addressKey: canonicalAddressKey(participant.address),
      name: participant.name ?? '',
      response: participant.response ?? null,
      isSelf: (participant.isSelf ?? participant.address === ownAddress) ? 1 : 0,
    }),
  )
}

/** A message from somebody to the owner. */
export function inbound(key: string, address: string, more: Partial<TestInteraction> & { name?: string } = {}): TestInteraction {
  const { name = '', ...rest } = more
  return {
    key,
    participants: [
      { role: 'from', address, name },
      { role: 'to', address: ownAddress, name: 'Me' },
    ],
    ...rest,
  }
}

/** A message from the owner to somebody. */
export function outbound(key: string, address: string, more: Partial<TestInteraction> & { name?: string } = {}): TestInteraction {
  const { name = '', ...rest } = more
  return {
    key,
    participants: [
      { role: 'from', address: ownAddress, name: 'Me' },
      { role: 'to', address, name },
    ],
    ...rest,
  }
}

/** A meeting that somebody organized and the owner accepted, unless told otherwise. */
export function meeting(
  key: string,
  addresses: readonly string[],
  more: Partial<TestInteraction> & { response?: string } = {},
): TestInteraction {
  const { response = 'accepted', ...rest } = more
  const [organizer = '', ...guests] = addresses
  return {
    key,
    kind: 'meeting',
    participants: [
      { role: 'organizer', address: organizer },
      { role: 'attendee', address: ownAddress, response },
      ...guests.map((address) => ({ role: 'attendee' as const, address, response: 'accepted' })),
    ],
    ...rest,
  }
}

/** What a test card may hold. */
export interface TestCard {
  readonly key: string
  readonly name: string
  readonly addresses?: readonly string[]
  readonly phones?: readonly string[]
  readonly organization?: string
  readonly title?: string
}

/** Adds a card with its raw event. Answers its id. */
export function addCard(db: Database, card: TestCard): number {
  return transaction(db, (tx) => {
    const raw = tx
      .prepare<[string], { id: number }>(
        `INSERT INTO raw_events (account_id, source, container, external_id, content_hash, status, seen_at, fetched_at)
         VALUES ('account', 'file_contact', 'cards.vcf', ?, '', 'processed', 0, 0) RETURNING id`,
      )
      .get(card.key)
    const row = tx
      .prepare<[object], { id: number }>(
        `INSERT INTO contact_cards (account_id, raw_event_id, display_name, organization, title, addresses, phones, updated_at)
         VALUES ('account', :rawEventId, :name, :organization, :title, :addresses, :phones, 0) RETURNING id`,
      )
      .get({
        rawEventId: raw?.id,
        name: card.name,
        organization: card.organization ?? null,
        title: card.title ?? null,
        addresses: JSON.stringify(card.addresses ?? []),
        phones: JSON.stringify(card.phones ?? []),
      })
    if (!row) throw new Error('the card was not stored')
    return row.id
  })
}

/** Runs the stage on everything that is pending, `batchSize` rows at a time. */
export function extractAll(db: Database, options: { accountId?: string; nowMs?: number; batchSize?: number } = {}): void {
  const { accountId = 'account', nowMs = testNowMs, batchSize = 25 } = options
  for (;;) {
    const cards = listPendingCards(db, accountId, batchSize)
    const interactions = listPendingInteractions(db, accountId, batchSize)
    if (cards.length + interactions.length === 0) return
    const failed = transaction(db, (tx) => [
      ...extractFromCards(tx, cards, null, nowMs),
      ...extractFromInteractions(tx, interactions, nowMs),
    ])
    const [first] = failed
    if (first) throw first.error
  }
}

/** Everything the room has made, without row ids and clock times, in a stable order. */
export function describePeople(db: Database): unknown {
  return db.sqlite
    .prepare(
      `SELECT display_name, primary_address, organization, title, phone, notes, status, hidden_reason, is_decided, is_self,
         first_interaction_at, last_interaction_at, next_meeting_at, sent_count, received_count, meeting_count, strength,
         (SELECT json_group_array(kind || ' ' || value || ' (' || source || ')' ORDER BY kind, value_key) FROM contact_identities WHERE contact_id = contacts.id) AS identities,
         (SELECT json_group_array(relation || ' ' || source_key ORDER BY source_key) FROM contact_interactions JOIN interactions ON interactions.id = interaction_id
            WHERE contact_id = contacts.id) AS history,
         (SELECT json_group_array(DISTINCT source_key ORDER BY source_key) FROM interaction_participants JOIN interactions ON interactions.id = interaction_id
            WHERE contact_id = contacts.id) AS took_part,
         (SELECT json_group_array(kind || ' ' || status || ' ' || confidence || ' ' || reason || ' ' ||
            (SELECT group_concat(json_extract(value, '$.text'), '; ') FROM json_each(evidence)) ORDER BY kind, reason)
            FROM suggestions WHERE contact_id = contacts.id) AS suggestions
       FROM contacts ORDER BY primary_address, display_name, status`,
    )
    .all()
}
