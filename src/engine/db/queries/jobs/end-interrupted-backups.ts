// Every copy of a workspace holds the very job that made it, at work: once restored it must not be done again.
import type { Transaction } from '../../database.ts'
import { endJob } from './end-job.ts'

/** Cancels backups that were being made when this copy was. */
export function endInterruptedBackups(tx: Transaction, now: number): void {
  const ids = tx
    .prepare<[], { id: number }>("SELECT id FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL AND kind = 'backup'")
    .all()
  for (const { id } of ids) {
    endJob(tx, id, 'backup', now, { status: 'cancelled', error: 'This workspace is the copy that it made.', hint: null })
  }
}
