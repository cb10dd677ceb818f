// Where a stage keeps the state of an item: the one table that ties item failures to the rows they are about.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'

/** What an item failure is about. A `source_item` could not even be stored: it has no row. */
export type ItemSubjectType = 'raw_event' | 'interaction' | 'contact_card' | 'contact' | 'source_item'

interface ItemRow {
  readonly table: 'raw_events' | 'interactions' | 'contact_cards'
  readonly column: 'status' | 'contacts_state' | 'identities_state' | 'embedding_state'
}

const interactionColumns: Partial<Record<JobKind, ItemRow['column']>> = {
  extract_contacts: 'contacts_state',
  extract_identities: 'identities_state',
  embed: 'embedding_state',
}

/** The table and column with the state of an item in a stage; null when the item has no row of that kind. */
export function itemRowOf(stage: JobKind, subjectType: ItemSubjectType): ItemRow | null {
  if (subjectType === 'raw_event') return { table: 'raw_events', column: 'status' }
  if (subjectType === 'contact_card') return { table: 'contact_cards', column: 'contacts_state' }
  if (subjectType !== 'interaction') return null
  const column = interactionColumns[stage]
  return column ? { table: 'interactions', column } : null
}
