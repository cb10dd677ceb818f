// Adds and withdraws suggestions, and never touches one that a person has decided.
import type { Transaction } from '../../database.ts'

/** The message or meeting that speaks for a suggestion, in a few words. */
export interface Evidence {
  readonly interactionId: number | null
  readonly text: string
  readonly occurredAtMs: number | null
}

/** A suggestion to be made. */
export interface NewSuggestion {
  readonly kind: 'new_contact' | 'merge'
  readonly suggestionKey: string
  readonly contactId: number
  readonly otherContactId: number | null
  readonly reason: string
  readonly confidence: number
  readonly evidence: readonly Evidence[]
}

/** Makes a suggestion, or brings an open one up to date. A decided one stays decided. */
export function upsertSuggestion(tx: Transaction, suggestion: NewSuggestion, nowMs: number): void {
  const evidence = JSON.stringify(suggestion.evidence)
  tx.prepare<[Omit<NewSuggestion, 'evidence'> & { evidence: string; nowMs: number }]>(
    `INSERT INTO suggestions (kind, suggestion_key, contact_id, other_contact_id, reason, confidence, evidence, created_at)
     VALUES (:kind, :suggestionKey, :contactId, :otherContactId, :reason, :confidence, :evidence, :nowMs)
     ON CONFLICT (suggestion_key) DO UPDATE SET contact_id = :contactId, other_contact_id = :otherContactId,
       reason = :reason, confidence = :confidence, evidence = :evidence
     WHERE status = 'open' AND (contact_id IS NOT :contactId OR other_contact_id IS NOT :otherContactId
       OR reason IS NOT :reason OR confidence IS NOT :confidence OR evidence IS NOT :evidence)`,
  ).run({ ...suggestion, evidence, nowMs })
}

/** Withdraws the open suggestion to take a contact in, for instance because it has become clear. */
export function withdrawContactSuggestion(tx: Transaction, contactId: number): void {
  tx.prepare<[number]>("DELETE FROM suggestions WHERE contact_id = +? AND kind = 'new_contact' AND status = 'open'").run(
    contactId,
  )
}

/** Withdraws an open suggestion to merge for which nothing speaks any more. */
export function withdrawMergeSuggestion(tx: Transaction, suggestionKey: string): void {
  tx.prepare<[string]>("DELETE FROM suggestions WHERE suggestion_key = +? AND kind = 'merge' AND status = 'open'").run(
    suggestionKey,
  )
}
