// Reads what is shown of the interactions and people that a search has found.
import type { Database } from '../../database.ts'
import { type ItemRow, itemColumns, toItems } from '../timeline/item-row.ts'
import type { TimelineItem } from '../../../../shared/views/timeline.ts'

/** An interaction with the text in which its words were found. */
export type FoundInteraction = TimelineItem & {
  readonly writtenText: string
  /** The same for all meetings of a series; null for mail. */
  readonly seriesKey: string | null
}

type FoundRow = ItemRow & Pick<FoundInteraction, 'writtenText' | 'seriesKey'>

/** A meeting's key is that of its series and, behind a slash, its original start. */
const seriesKey = `CASE WHEN i.kind = 'meeting' AND instr(i.source_key, '/') > 0 THEN i.account_id || ' ' || substr(i.source_key, 1, instr(i.source_key, '/') - 1) END`

/** These interactions, by id. */
export function readFoundInteractions(db: Database, ids: readonly number[]): Map<number, FoundInteraction> {
  const rows = db
    .prepare<[string], FoundRow>(
      `SELECT ${itemColumns}, i.written_text AS writtenText, ${seriesKey} AS seriesKey
       FROM json_each(?) ids CROSS JOIN interactions i ON i.id = ids.value`,
    )
    .all(JSON.stringify(ids))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    toItems(db, rows).map((item) => {
      const row = byId.get(item.id)
      return [item.id, { ...item, writtenText: row?.writtenText ?? '', seriesKey: row?.seriesKey ?? null }]
    }),
  )
}

/** A person as a hit. */
export interface FoundContact {
  readonly id: number
  readonly name: string
  readonly address: string | null
  readonly organization: string | null
  readonly lastInteractionAtMs: number | null
}

/** These people, in the order of the ids. */
export function readFoundContacts(db: Database, ids: readonly number[]): FoundContact[] {
  return db
    .prepare<[string], FoundContact>(
      `SELECT c.id, c.display_name AS name, c.primary_address AS address, c.organization, c.last_interaction_at AS lastInteractionAtMs
       FROM json_each(?) ids CROSS JOIN contacts c ON c.id = ids.value ORDER BY ids.key`,
    )
    .all(JSON.stringify(ids))
}
