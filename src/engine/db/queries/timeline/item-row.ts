// The columns of a timeline row, and how rows become items with the people on the other side.
import type { Direction, InteractionKind, TimelineItem } from '../../../../shared/views/timeline.ts'
import type { Database } from '../../database.ts'
import { listParticipants, type ParticipantRow, toPersonRef } from './list-participants.ts'

/** Columns to select from `interactions i`. */
export const itemColumns = `
  i.id, i.kind, i.direction, i.occurred_at AS occurredAtMs, i.is_all_day AS isAllDay, i.title, i.snippet, i.thread_key AS threadKey,
  i.is_bulk AS isBulk, i.attachments <> '[]' AS hasAttachments,
  (SELECT e.id FROM calendar_events e WHERE e.interaction_id = i.id
    ORDER BY e.gone_at IS NOT NULL, e.raw_event_id IS NOT i.raw_event_id LIMIT 1) AS calendarEventId`

/** A row of {@link itemColumns}. */
export interface ItemRow {
  id: number
  kind: InteractionKind
  direction: Direction
  occurredAtMs: number
  isAllDay: number
  title: string
  snippet: string
  threadKey: string | null
  isBulk: number
  hasAttachments: number
  calendarEventId: number | null
}

const mostPeopleShown = 4

/** Rows as items, each with the people on the other side: senders of what came in, receivers of what went out. */
export function toItems(db: Database, rows: readonly ItemRow[]): TimelineItem[] {
  const participants = Map.groupBy(
    listParticipants(
      db,
      rows.map((row) => row.id),
    ),
    (participant) => participant.interactionId,
  )
  return rows.map((row) => toItem(row, participants.get(row.id) ?? []))
}

/** One row as an item. */
export function toItem(row: ItemRow, participants: readonly ParticipantRow[]): TimelineItem {
  const others = otherSide(participants, row.direction)
  return {
    ...row,
    isAllDay: row.isAllDay === 1,
    isBulk: row.isBulk === 1,
    hasAttachments: row.hasAttachments === 1,
    people: others.slice(0, mostPeopleShown).map(toPersonRef),
    peopleCount: others.length,
  }
}

function otherSide(participants: readonly ParticipantRow[], direction: Direction): ParticipantRow[] {
  const seen = new Set<string>()
  const others = participants.filter((each) => {
    if (each.isSelf === 1 || each.role === 'sender' || each.role === 'reply_to') return false
    const key = each.contactId === null ? each.address || each.name : `#${each.contactId}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
  const isLead = (each: ParticipantRow): boolean =>
    direction === 'outbound' ? each.role === 'to' : each.role === 'from' || each.role === 'organizer'
  return [...others.filter(isLead), ...others.filter((each) => !isLead(each))]
}
