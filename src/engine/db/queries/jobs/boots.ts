// Keeps the runs of the program, so that a claim made by a dead one is known as such.
import type { Database, Transaction } from '../../database.ts'

/** Whether the last run of the program did not end in good order. */
export function hasUncleanEnd(db: Database): boolean {
  const last = db
    .prepare<[], { endedAt: number | null }>('SELECT ended_at AS endedAt FROM runner_boots ORDER BY id DESC LIMIT 1')
    .get()
  return last !== undefined && last.endedAt === null
}

/** Opens a boot and answers its number, and whether the one before it died. */
export function openBoot(tx: Transaction, bootId: string, now: number): { id: number; previousDied: boolean } {
  const previousDied = hasUncleanEnd(tx)
  const { lastInsertRowid } = tx.prepare('INSERT INTO runner_boots (boot_id, started_at) VALUES (?, ?)').run(bootId, now)
  tx.prepare('DELETE FROM runner_boots WHERE id <= ? - 100').run(lastInsertRowid)
  return { id: Number(lastInsertRowid), previousDied }
}

/** Marks a boot as ended in good order. */
export function closeBoot(tx: Transaction, id: number, now: number): void {
  tx.prepare('UPDATE runner_boots SET ended_at = ? WHERE id = ?').run(now, id)
}
