// Keeps what people did to their list, so that it can be taken back.
import type { Database, Transaction } from '../../database.ts'

/** The kinds of edit. */
export type EditKind = 'accept' | 'dismiss' | 'merge' | 'update'

/** A stored edit; `before` is JSON. */
export interface StoredEdit {
  readonly id: number
  readonly kind: EditKind
  readonly before: string
  readonly undoneAt: number | null
}

/** Adds an edit and answers its id, by which it can be undone. */
export function insertEdit(tx: Transaction, kind: EditKind, before: unknown, nowMs: number): number {
  const result = tx
    .prepare<[string, string, number]>('INSERT INTO people_edits (kind, before, made_at) VALUES (?, ?, ?)')
    .run(kind, JSON.stringify(before), nowMs)
  return Number(result.lastInsertRowid)
}

/** The edit, or null. */
export function getEdit(db: Database, editId: number): StoredEdit | null {
  const row = db
    .prepare<[number], StoredEdit>('SELECT id, kind, before, undone_at AS undoneAt FROM people_edits WHERE id = ?')
    .get(editId)
  return row ?? null
}

/** The newest edit that decided a suggestion and still holds; null when there is none. */
export function findEditOfSuggestion(db: Database, suggestionId: number): number | null {
  const row = db
    .prepare<[number], { id: number }>(
      "SELECT id FROM people_edits WHERE undone_at IS NULL AND json_extract(before, '$.suggestionId') = ? ORDER BY id DESC LIMIT 1",
    )
    .get(suggestionId)
  return row?.id ?? null
}

/** Notes that an edit was taken back. */
export function markEditUndone(tx: Transaction, editId: number, nowMs: number): void {
  tx.prepare<[number, number]>('UPDATE people_edits SET undone_at = ? WHERE id = ?').run(nowMs, editId)
}
