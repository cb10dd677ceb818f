// Marks raw events as dealt with, in the transaction that writes what was made of them.
import type { Transaction } from '../../database.ts'
import type { RawEvent } from './raw-event.ts'

/** Marks these raw events as processed. */
export function markProcessed(tx: Transaction, raws: readonly Pick<RawEvent, 'id'>[]): void {
  tx.prepare<[string]>("UPDATE raw_events SET status = 'processed' WHERE id IN (SELECT value FROM json_each(?))").run(
    JSON.stringify(raws.map(({ id }) => id)),
  )
}
