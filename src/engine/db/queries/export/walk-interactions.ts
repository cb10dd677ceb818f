// Walks the timeline, for an export: every message and meeting as OmniCRM understands it, with who took part.
import type { Database } from '../../database.ts'

/** A row of the timeline, named as in the exported file. */
export interface ExportedInteraction {
  readonly account: string
  readonly kind: 'email' | 'meeting'
  readonly occurredAt: string
  readonly endsAt: string | null
  readonly isAllDay: boolean
  readonly direction: string
  readonly title: string
  readonly text: string
  readonly location: string | null
  readonly labels: readonly string[]
  readonly participants: readonly { readonly role: string; readonly address: string; readonly name: string }[]
}

interface InteractionRow {
  readonly id: number
  readonly account: string
  readonly kind: 'email' | 'meeting'
  readonly occurredAtMs: number
  readonly endsAtMs: number | null
  readonly isAllDay: number
  readonly direction: string
  readonly title: string
  readonly text: string
  readonly location: string | null
  readonly labels: string
}

/** Interactions by id, without what is gone at its source; a mail that reached several accounts is there once. */
export function* walkInteractions(db: Database): Generator<ExportedInteraction> {
  const participants = db.prepare<[number], ExportedInteraction['participants'][number]>(
    'SELECT role, address, display_name AS name FROM interaction_participants WHERE interaction_id = ? ORDER BY position',
  )
  const rows = db.prepare<[], InteractionRow>(`
    SELECT id, account_id AS account, kind, occurred_at AS occurredAtMs, ends_at AS endsAtMs, is_all_day AS isAllDay, direction, title,
      written_text AS text, location, labels
    FROM interactions WHERE gone_at IS NULL AND is_copy = 0 ORDER BY id`)
  for (const { id, occurredAtMs, endsAtMs, isAllDay, labels, ...row } of rows.iterate()) {
    yield {
      ...row,
      occurredAt: new Date(occurredAtMs).toISOString(),
      endsAt: endsAtMs === null ? null : new Date(endsAtMs).toISOString(),
      isAllDay: isAllDay === 1,
      labels: JSON.parse(labels) as string[],
      participants: participants.all(id),
    }
  }
}
