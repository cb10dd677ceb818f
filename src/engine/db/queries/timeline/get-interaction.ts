// Reads one message or meeting in full, with its conversation, for the details panel.
import { AppError } from '../../../../shared/app-error.ts'
import type { InteractionDetail } from '../../../../shared/views/timeline.ts'
import type { Database } from '../../database.ts'
import { type ItemRow, itemColumns, toItem } from './item-row.ts'
import { listParticipants, type ParticipantRow, toPersonRef } from './list-participants.ts'

interface DetailRow extends ItemRow {
  accountId: string
  writtenText: string
  quotedText: string | null
  signatureText: string | null
  bodyHtml: string | null
  attachments: string
  labels: string
  endsAtMs: number | null
  location: string | null
}

const sql = `
  SELECT ${itemColumns}, i.account_id AS accountId, i.written_text AS writtenText, b.quoted_text AS quotedText,
    i.signature_text AS signatureText, b.body_html AS bodyHtml, i.attachments, i.labels, i.ends_at AS endsAtMs, i.location
  FROM interactions i LEFT JOIN interaction_bodies b ON b.interaction_id = i.id WHERE i.id = ?`

const mostInThread = 200
const threadSql = `
  SELECT i.id, i.title, i.occurred_at AS occurredAtMs,
    coalesce((SELECT coalesce(c.display_name, nullif(p.display_name, ''), p.address) FROM interaction_participants p
      LEFT JOIN contacts c ON c.id = p.contact_id WHERE p.interaction_id = i.id AND p.role = 'from' LIMIT 1), '') AS "from"
  FROM interactions i WHERE i.thread_key = ? AND i.account_id = ? AND i.id <> ? AND i.gone_at IS NULL
  ORDER BY i.occurred_at LIMIT ${mostInThread}`

/** @throws AppError `not_found` when the interaction has gone since it was listed. */
export function getInteraction(db: Database, id: number): InteractionDetail {
  const row = db.prepare<[number], DetailRow>(sql).get(id)
  if (!row) throw new AppError('not_found', 'This item no longer exists.', 'It was removed by the last sync.')
  const participants = listParticipants(db, [id])
  const withRole = (role: ParticipantRow['role']): InteractionDetail['to'] =>
    participants.filter((each) => each.role === role).map(toPersonRef)
  const thread =
    row.threadKey === null
      ? []
      : db.prepare<[string, string, number], InteractionDetail['thread'][number]>(threadSql).all(row.threadKey, row.accountId, id)
  return {
    ...row,
    ...toItem(row, participants),
    from: withRole('from')[0] ?? withRole('organizer')[0] ?? null,
    to: withRole('to'),
    cc: withRole('cc'),
    attendees: withRole('attendee'),
    attachments: JSON.parse(row.attachments) as InteractionDetail['attachments'],
    labels: JSON.parse(row.labels) as string[],
    thread,
  }
}
