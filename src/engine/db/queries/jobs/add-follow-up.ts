// Remembers which job has left what to be done.
import type { Transaction } from '../../database.ts'

/** Joins a job to what came of it; a follow-up may have many parents, and each is remembered once. */
export function addFollowUp(tx: Transaction, parentId: number, childId: number): void {
  tx.prepare('INSERT OR IGNORE INTO job_follow_ups (parent_id, child_id) VALUES (?, ?)').run(parentId, childId)
}
