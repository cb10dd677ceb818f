// Moves an interaction past the stage that finds contacts.
import type { Transaction } from '../../database.ts'

/** Where a row stands in a stage. */
export type StageState = 'pending' | 'done' | 'failed'

/** Marks one interaction. */
export function setInteractionContactsState(tx: Transaction, interactionId: number, state: StageState): void {
  tx.prepare<[StageState, number]>('UPDATE interactions SET contacts_state = ? WHERE id = ?').run(state, interactionId)
}
