// Keeps the runs of the program, so that a claim made by a dead one is known as such.
import type { Transaction } from '../../database.ts'

/** Opens a boot and answers its number, and whether the one before it died. */
export function openBoot(tx: Transaction, bootId: string, now: number): { id: number; previousDied: boolean } {
  const previous = tx
    .prepare<[], { endedAt: number | null }>('SELECT ended_at AS endedAt FROM runner_boots ORDER BY id DESC LIMIT 1')
    .get()
  const { lastInsertRowid } = tx.prepare('INSERT INTO runner_boots (boot_id, started_at) VALUES (?, ?)').run(bootId, now)
  tx.prepare('DELETE FROM runner_boots WHERE id <= ? - 100').run(lastInsertRowid)
  return { id: Number(lastInsertRowid), previousDied: previous !== undefined && previous.endedAt === null }
}

/** Marks a boot as ended in good order. */
export function closeBoot(tx: Transaction, id: number, now: number): void {
  tx.prepare('UPDATE runner_boots SET ended_at = ? WHERE id = ?').run(now, id)
}
