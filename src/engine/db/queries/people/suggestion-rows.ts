// Reads, decides and restores whole suggestions.
import type { Database, Transaction } from '../../database.ts'

/** A row of `suggestions`; `evidence` is JSON. */
export interface SuggestionRow {
  readonly id: number
  readonly kind: 'new_contact' | 'merge'
  readonly suggestionKey: string
  readonly contactId: number
  readonly otherContactId: number | null
  readonly status: 'open' | 'accepted' | 'dismissed'
  readonly reason: string
  readonly confidence: number
  readonly evidence: string
  readonly createdAtMs: number
  readonly decidedAtMs: number | null
}

const select = `SELECT id, kind, suggestion_key AS suggestionKey, contact_id AS contactId, other_contact_id AS otherContactId, status, reason,
  confidence, evidence, created_at AS createdAtMs, decided_at AS decidedAtMs FROM suggestions`

/** The suggestion, or null. */
export function getSuggestion(db: Database, suggestionId: number): SuggestionRow | null {
  return db.prepare<[number], SuggestionRow>(`${select} WHERE id = ?`).get(suggestionId) ?? null
}

/** All suggestions about a contact, on either side. */
export function listSuggestionsAbout(db: Database, contactId: number): SuggestionRow[] {
  return db
    .prepare<[number, number], SuggestionRow>(
      `${select} WHERE contact_id = ? UNION ${select} WHERE other_contact_id = ? ORDER BY id`,
    )
    .all(contactId, contactId)
}

/** Sets what a person has decided. */
export function decideSuggestion(tx: Transaction, suggestionId: number, status: 'accepted' | 'dismissed', nowMs: number): void {
  tx.prepare<[string, number, number]>('UPDATE suggestions SET status = ?, decided_at = ? WHERE id = ?').run(
    status,
    nowMs,
    suggestionId,
  )
}

/** Removes one suggestion. */
export function deleteSuggestion(tx: Transaction, suggestionId: number): void {
  tx.prepare<[number]>('DELETE FROM suggestions WHERE id = ?').run(suggestionId)
}

/** Puts a suggestion back as it was; another one that has been made for the same people meanwhile gives way. */
export function restoreSuggestion(tx: Transaction, row: SuggestionRow): void {
  tx.prepare<[SuggestionRow]>(
    `INSERT OR REPLACE INTO suggestions (id, kind, suggestion_key, contact_id, other_contact_id, status, reason, confidence, evidence, created_at, decided_at)
     VALUES (:id, :kind, :suggestionKey, :contactId, :otherContactId, :status, :reason, :confidence, :evidence, :createdAtMs, :decidedAtMs)`,
  ).run(row)
}
