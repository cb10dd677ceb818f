// Counts what undoing a batch would take away.
import { AppError } from '../../../../shared/app-error.ts'
import type { UndoLosses } from '../../../../shared/views/imports.ts'
import type { Database } from '../../database.ts'
import { getImport } from './get-import.ts'

const sql = `
  WITH going AS MATERIALIZED (
    SELECT interactions.id, thread_key FROM raw_events CROSS JOIN interactions ON interactions.raw_event_id = raw_events.id
    WHERE import_id = :batchId
  )
  SELECT
    (SELECT count(*) FROM raw_events WHERE import_id = :batchId) AS mails,
    (SELECT count(*) FROM (SELECT DISTINCT thread_key FROM going WHERE thread_key IS NOT NULL) AS thread
      WHERE NOT EXISTS (
        SELECT 1 FROM interactions WHERE interactions.thread_key = thread.thread_key AND account_id = :accountId
          AND interactions.id NOT IN (SELECT id FROM going)
      )) AS conversations,
    (SELECT count(*) FROM (
        SELECT DISTINCT contact_id AS id FROM going CROSS JOIN interaction_participants ON interaction_id = going.id WHERE contact_id IS NOT NULL
      ) AS person CROSS JOIN contacts ON contacts.id = person.id
      WHERE is_self = 0 AND is_decided = 0 AND notes = ''
        AND NOT EXISTS (SELECT 1 FROM contact_cards WHERE contact_id = contacts.id)
        AND NOT EXISTS (
          SELECT 1 FROM interaction_participants WHERE contact_id = contacts.id AND interaction_id NOT IN (SELECT id FROM going)
        )) AS people`

/** People with anything else to them stay, and are not counted. @throws AppError `not_found` */
export function countUndoLosses(db: Database, batchId: number): UndoLosses {
  const batch = getImport(db, batchId)
  if (batch === null) throw new AppError('not_found', 'This import is no longer there.', 'Look at the list again.')
  const row = db.prepare<[object], UndoLosses>(sql).get({ batchId, accountId: batch.accountId })
  if (!row) throw new Error('SQLite answered no row to a count')
  return row
}
