// Writes one mail to the timeline; writing it again changes nothing, and later stages run again only for what concerns them.
import type { Direction } from '../../../../shared/views/timeline.ts'
import type { Transaction } from '../../database.ts'
import { settleCopies } from './settle-copies.ts'
import { type EmailParticipant, hasSameParticipants, writeParticipants } from './write-participants.ts'

/** A mail as the timeline keeps it. */
export interface EmailInteraction {
  readonly accountId: string
  /** See `mailSourceKey`. */
  readonly sourceKey: string
  readonly rawEventId: number
  readonly threadKey: string
  /** See `mailCopyKey`. */
  readonly copyKey: string | null
  readonly occurredAt: number
  readonly direction: Direction
  readonly title: string
  readonly snippet: string
  readonly writtenText: string
  readonly quotedText: string | null
  readonly signatureText: string | null
  readonly bodyHtml: string | null
  readonly labels: readonly string[]
  readonly attachments: readonly { readonly name: string; readonly mimeType: string; readonly sizeBytes: number }[]
  readonly bulkReason: string | null
  readonly language: string | null
  readonly goneAt: number | null
  readonly participants: readonly EmailParticipant[]
}

interface KnownEmail {
  readonly id: number
  readonly sourceKey: string
  readonly threadKey: string | null
  readonly copyKey: string | null
  readonly occurredAt: number
  readonly direction: Direction
  readonly title: string
  readonly snippet: string
  readonly writtenText: string
  readonly quotedText: string | null
  readonly signatureText: string | null
  readonly bodyHtml: string | null
  readonly labels: string
  readonly attachments: string
  readonly bulkReason: string | null
  readonly language: string | null
  readonly goneAt: number | null
}

const knownColumns = `id, source_key AS sourceKey, thread_key AS threadKey, copy_key AS copyKey, occurred_at AS occurredAt, direction, title, snippet,
  written_text AS writtenText, quoted_text AS quotedText, signature_text AS signatureText, body_html AS bodyHtml, labels, attachments,
  bulk_reason AS bulkReason, language, gone_at AS goneAt`
const withBody = 'interactions LEFT JOIN interaction_bodies ON interaction_id = id'

const insert = `
  INSERT INTO interactions (account_id, kind, source_key, raw_event_id, thread_key, copy_key, occurred_at, direction, title, snippet,
    written_text, signature_text, labels, attachments, is_bulk, bulk_reason, language, gone_at, updated_at)
  VALUES (:accountId, 'email', :sourceKey, :rawEventId, :threadKey, :copyKey, :occurredAt, :direction, :title, :snippet,
    :writtenText, :signatureText, :labels, :attachments, :isBulk, :bulkReason, :language, :goneAt, :now)`

const update = `
  UPDATE interactions SET source_key = :sourceKey, raw_event_id = :rawEventId, thread_key = :threadKey, copy_key = :copyKey,
    is_copy = iif(copy_key IS :copyKey, is_copy, 0), occurred_at = :occurredAt,
    direction = :direction, title = :title, snippet = :snippet, written_text = :writtenText,
    signature_text = :signatureText, labels = :labels, attachments = :attachments, is_bulk = :isBulk,
    bulk_reason = :bulkReason, language = :language, gone_at = :goneAt, updated_at = :now,
    contacts_state = iif(:concernsContacts, 'pending', contacts_state),
    identities_state = iif(:concernsIdentities, 'pending', identities_state),
    embedding_state = iif(:concernsEmbedding, 'pending', embedding_state)
  WHERE id = :id`

/** Adds or updates the mail with its people. The row is found by its raw event, or by its source key when that was stored anew. */
export function writeEmail(tx: Transaction, email: EmailInteraction, now: number): 'added' | 'changed' | 'unchanged' {
  const { participants, labels, attachments, ...columns } = email
  const values = {
    ...columns,
    labels: JSON.stringify(labels),
    attachments: JSON.stringify(attachments),
    isBulk: email.bulkReason === null ? 0 : 1,
    now,
  }
  const known = findKnown(tx, email)
  if (known === null) {
    const id = Number(tx.prepare<[object]>(insert).run(values).lastInsertRowid)
    writeParticipants(tx, id, participants)
    writeBody(tx, id, email)
    settleCopies(tx, [email.copyKey], now)
    return 'added'
  }
  // The time at which a source was first found without it is kept.
  const goneAt = email.goneAt === null ? null : (known.goneAt ?? email.goneAt)
  const hasSamePeople = hasSameParticipants(tx, known.id, participants)
  const keys = Object.keys(known).filter((key): key is keyof KnownEmail => key !== 'id')
  if (
    hasSamePeople &&
    keys.every((key) => known[key] === (key === 'goneAt' ? goneAt : values[key as Exclude<keyof KnownEmail, 'id'>]))
  )
    return 'unchanged'
  if (!hasSamePeople) writeParticipants(tx, known.id, participants)
  const differs = (...columnsOfStage: (keyof KnownEmail & keyof typeof values)[]): boolean =>
    columnsOfStage.some((key) => known[key] !== values[key])
  const isGoneChanged = (known.goneAt === null) !== (goneAt === null)
  const isBulkChanged = (known.bulkReason === null) !== (email.bulkReason === null)
  tx.prepare<[object]>(update).run({
    ...values,
    id: known.id,
    goneAt,
    concernsContacts:
      !hasSamePeople ||
      isBulkChanged ||
      isGoneChanged ||
      differs('occurredAt', 'direction') ||
      (known.copyKey !== null && differs('copyKey'))
        ? 1
        : 0,
    concernsIdentities: !hasSamePeople || differs('writtenText', 'signatureText') ? 1 : 0,
    concernsEmbedding: differs('title', 'writtenText') ? 1 : 0,
  })
  if (differs('quotedText', 'bodyHtml')) writeBody(tx, known.id, email)
  if (isGoneChanged || differs('copyKey', 'direction')) settleCopies(tx, [known.copyKey, email.copyKey], now)
  return 'changed'
}

function findKnown(tx: Transaction, email: EmailInteraction): KnownEmail | null {
  return (
    tx.prepare<[number], KnownEmail>(`SELECT ${knownColumns} FROM ${withBody} WHERE raw_event_id = ?`).get(email.rawEventId) ??
    tx
      .prepare<[string, string], KnownEmail>(
        `SELECT ${knownColumns} FROM ${withBody} WHERE account_id = ? AND kind = 'email' AND source_key = ?`,
      )
      .get(email.accountId, email.sourceKey) ??
    null
  )
}

/** Keeps what is only read when the mail is opened; there is a row only where there is something to read. */
function writeBody(tx: Transaction, id: number, { quotedText, bodyHtml }: EmailInteraction): void {
  if (quotedText === null && bodyHtml === null) {
    tx.prepare<[number]>('DELETE FROM interaction_bodies WHERE interaction_id = ?').run(id)
    return
  }
  tx.prepare<[number, string | null, string | null]>(`
    INSERT INTO interaction_bodies (interaction_id, quoted_text, body_html) VALUES (?, ?, ?)
    ON CONFLICT (interaction_id) DO UPDATE SET quoted_text = excluded.quoted_text, body_html = excluded.body_html`).run(
    id,
    quotedText,
    bodyHtml,
  )
}
