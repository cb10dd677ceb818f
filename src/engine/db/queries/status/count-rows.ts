// Counts what the workspace holds, for the status at a glance.
import type { Status } from '../../../../shared/views/status.ts'
import type { Database } from '../../database.ts'

const sql = `
  SELECT
    (SELECT count(*) FROM raw_events) AS rawEvents,
    (SELECT count(*) FROM raw_events WHERE status = 'failed') AS rawEventsFailed,
    (SELECT count(*) FROM interactions) AS interactions,
    (SELECT count(*) FROM calendar_events) AS calendarEvents,
    (SELECT count(*) FROM contacts WHERE status = 'active' AND is_self = 0) AS contacts,
    (SELECT count(*) FROM suggestions WHERE status = 'open') AS contactSuggestions,
    (SELECT count(*) FROM contact_identities) AS contactIdentities,
    (SELECT count(*) FROM embeddings) AS embeddings`

/** The sizes of the business tables. */
export function countRows(db: Database): Status['counts'] {
  const row = db.prepare<[], Status['counts']>(sql).get()
  if (!row) throw new Error('SQLite answered no row to a count')
  return row
}
