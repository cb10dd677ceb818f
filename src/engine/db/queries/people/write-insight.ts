// Keeps an account of a relationship.
import type { Transaction } from '../../database.ts'

/** What was worked out. */
export interface NewInsight {
  readonly summary: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

/** Adds an insight and answers its id; one that says nothing new is the one that is there. */
export function writeInsight(tx: Transaction, contactId: number, insight: NewInsight, nowMs: number): number {
  const facts = JSON.stringify(insight.facts)
  const newest = tx
    .prepare<[number], { id: number; summary: string; facts: string }>(
      'SELECT id, summary, facts FROM insights WHERE contact_id = ? ORDER BY id DESC LIMIT 1',
    )
    .get(contactId)
  if (newest && newest.summary === insight.summary && newest.facts === facts) return newest.id
  const result = tx
    .prepare<[number, string, string, number]>(
      'INSERT INTO insights (contact_id, summary, facts, created_at) VALUES (?, ?, ?, ?)',
    )
    .run(contactId, insight.summary, facts, nowMs)
  return Number(result.lastInsertRowid)
}
