// A gate before the database's writer: background work waits at it for the moments that the log needs to begin anew.
import type { Database } from './database.ts'

const gates = new WeakMap<Database['sqlite'], Promise<void>>()

/** Lets those who ask wait until `until` is settled. Nobody is kept from writing: only work that can wait asks. */
export function closeWriteGate(db: Pick<Database, 'sqlite'>, until: Promise<unknown>): void {
  const opened = until.then(open, open)
  function open(): void {
    if (gates.get(db.sqlite) === opened) gates.delete(db.sqlite)
  }
  gates.set(db.sqlite, opened)
}

/** Resolves when the gate is open; it nearly always is. Never rejects. */
export async function writeGateOpen(db: Pick<Database, 'sqlite'>): Promise<void> {
  for (let gate = gates.get(db.sqlite); gate; gate = gates.get(db.sqlite)) await gate
}
