// Lets one job wait for another.
import type { Transaction } from '../../database.ts'

/** Makes `childId` wait for `parentId`; the child's own count of what it waits for is kept by the caller. */
export function addDependency(tx: Transaction, parentId: number, childId: number, onFailure: 'fail' | 'skip' | 'continue'): void {
  tx.prepare('INSERT OR IGNORE INTO job_dependencies (parent_id, child_id, on_failure) VALUES (?, ?, ?)').run(
    parentId,
    childId,
    onFailure,
  )
}
