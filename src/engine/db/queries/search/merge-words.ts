// Keeps the word indexes in few pieces, a short step at a time: left to itself SQLite merges them in the middle of somebody's transaction.
import type { Transaction } from '../../database.ts'

/** An index of words. */
export type WordIndex = 'interaction_words' | 'contact_words'

/**
 * Merges what a few transactions have added, at most 40 pages (some 3 ms), and answers whether there may be more to do.
 * Call it after each batch that writes words: their `automerge` is off (https://sqlite.org/fts5.html#the_merge_command).
 */
export function mergeWords(tx: Transaction, index: WordIndex): boolean {
  const before = countChanges(tx)
  // The number has to be a literal: bound, it would be a REAL, which FTS5 refuses.
  tx.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', 40)`).run()
  // A step that found nothing to merge is one change (same page).
  return countChanges(tx) - before > 1
}

function countChanges(tx: Transaction): number {
  return tx.prepare<[], { changes: number }>('SELECT total_changes() AS changes').get()?.changes ?? 0
}
