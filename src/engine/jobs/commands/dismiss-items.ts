// Puts failed items away that nobody can mend: their originals stay, and nobody is called to them any more.
import type { Transaction } from '../../db/database.ts'
import { setItemDismissed } from '../../db/queries/item-failures/set-item-dismissed.ts'
import { queueOf } from '../queue-binding.ts'

/** Puts items away; answers which ones were not put away before. One that fails for another reason comes back by itself. */
export function dismissItems(tx: Transaction, ids: readonly number[]): { dismissedIds: number[] } {
  const now = queueOf(tx).clock.now()
  return { dismissedIds: ids.filter((id) => setItemDismissed(tx, id, now)) }
}

/** Takes items back that were put away; answers how many. */
export function restoreItems(tx: Transaction, ids: readonly number[]): { restored: number } {
  return { restored: ids.filter((id) => setItemDismissed(tx, id, null)).length }
}
