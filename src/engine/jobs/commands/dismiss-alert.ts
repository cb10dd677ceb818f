// Puts an alert away that a person has read.
import type { Transaction } from '../../db/database.ts'
import { closeAlert } from '../../db/queries/jobs/close-alert.ts'
import { queueOf } from '../queue-binding.ts'

/** Closes an alert; when its cause happens again, it is raised anew. */
export function dismissAlert(tx: Transaction, id: number): Record<string, never> {
  const { clock, listener } = queueOf(tx)
  if (closeAlert(tx, id, clock.now())) listener?.alertRaised(id)
  return {}
}
