// Tells what was read from what has been stored since: a stage pauses between reading and writing, and a sync may come in then.
import type { Transaction } from '../../database.ts'
import type { RawEvent } from './raw-event.ts'

const sql = `
  SELECT raw_events.id FROM json_each(?) AS read CROSS JOIN raw_events ON raw_events.id = read.value ->> 0
  WHERE content_hash = read.value ->> 1 AND gone_at IS read.value ->> 2`

/** Those of the rows that are still as they were read. The others are pending again, and the stage will come to them anew. */
export function keepCurrentRawEvents<Row extends Pick<RawEvent, 'id' | 'contentHash' | 'goneAt'>>(
  tx: Transaction,
  rows: readonly Row[],
): Row[] {
  const read = JSON.stringify(rows.map(({ id, contentHash, goneAt }) => [id, contentHash, goneAt]))
  const current = new Set(
    tx
      .prepare<[string], { id: number }>(sql)
      .all(read)
      .map(({ id }) => id),
  )
  return rows.filter(({ id }) => current.has(id))
}
