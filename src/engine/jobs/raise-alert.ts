// Raises alerts from inside of transactions: kept with the data, told after the commit.
import type { Transaction } from '../db/database.ts'
import { closeAlertAbout } from '../db/queries/jobs/close-alert.ts'
import { type NewAlert, upsertAlert } from '../db/queries/jobs/upsert-alert.ts'
import { queueOf } from './queue-binding.ts'

/** Keeps an alert, or counts it when it is open already, and tells whoever listens once the transaction is committed. */
export function raiseAlert(tx: Transaction, alert: NewAlert): number {
  const queue = queueOf(tx)
  const id = upsertAlert(tx, alert, queue.clock.now())
  queue.listener?.alertRaised(id)
  return id
}

/** Closes the alert about a subject, if one is open: its cause has gone. */
export function settleAlert(tx: Transaction, kind: string, subject: string): void {
  const queue = queueOf(tx)
  const id = closeAlertAbout(tx, kind, subject, queue.clock.now())
  if (id !== null) queue.listener?.alertRaised(id)
}
