// What the digest is made of: every business table, each row named by what it is at its source, free of row ids and clock times.

/** A table's part of the digest: one text for each row, in a stable order. */
export interface DigestPart {
  readonly table: string
  /** Selects one column, `line`. */
  readonly sql: string
}

/** The interaction's identity. */
const interaction = `i.account_id, i.kind, i.source_key`
/** A contact has no name of its own at a source: it is known by its addresses. */
const contactName = `(SELECT coalesce(min(x.value_key), '') FROM contact_identities x WHERE x.contact_id = c.id AND x.kind = 'email')`
/** Whoever is left with nothing, because all they took part in is gone, is left out with it. */
const isKnown = `(c.is_decided = 1 OR EXISTS (SELECT 1 FROM contact_interactions x JOIN interactions i ON i.id = x.interaction_id WHERE x.contact_id = c.id AND i.gone_at IS NULL)
  OR EXISTS (SELECT 1 FROM contact_cards x WHERE x.contact_id = c.id))`

function lines(table: string, columns: string, from: string, where = '1'): DigestPart {
  return { table, sql: `SELECT json_array(${columns}) AS line FROM ${from} WHERE ${where} ORDER BY line` }
}

/** What is gone at its source is left out: it does not matter whether it was seen before it went. So are counts of meetings, which the clock moves. */
export const digestParts: readonly DigestPart[] = [
  lines('accounts', 'a.id, a.kind, a.email, a.display_name', 'accounts a'),
  lines(
    'calendars',
    'c.account_id, c.external_id, c.name, c.color, c.time_zone, c.access_role, c.is_primary, c.is_enabled',
    'calendars c',
  ),
  lines(
    'raw_events',
    'r.account_id, r.source, r.container, r.external_id, r.content_hash, r.status',
    'raw_events r',
    'r.gone_at IS NULL',
  ),
  lines(
    'interactions',
    `${interaction}, i.thread_key, i.occurred_at, i.ends_at, i.is_all_day, i.direction, i.title, i.snippet, i.written_text,
     i.signature_text, i.location, i.labels, i.attachments, i.is_bulk, i.bulk_reason, i.language, i.is_copy`,
    'interactions i',
    'i.gone_at IS NULL',
  ),
  lines(
    'interaction_bodies',
    `${interaction}, b.quoted_text, b.body_html`,
    'interaction_bodies b JOIN interactions i ON i.id = b.interaction_id',
    'i.gone_at IS NULL',
  ),
  lines(
    'interaction_participants',
    `${interaction}, p.position, p.role, p.address, p.display_name, p.response, p.is_self, p.contact_id IS NOT NULL`,
    'interaction_participants p JOIN interactions i ON i.id = p.interaction_id',
    'i.gone_at IS NULL',
  ),
  lines(
    'calendar_events',
    `e.account_id, k.external_id, e.external_id, e.occurrence_key, e.meeting_key, e.event_type, e.status, e.title, e.description, e.location,
     e.is_all_day, e.start_date, e.end_date, e.start_at, e.end_at, e.time_zone, e.is_recurring, e.recurrence, e.organizer_address,
     e.attendee_count, e.own_response, e.has_others, e.people, e.conference_url, e.source_url, e.interaction_id IS NOT NULL`,
    'calendar_events e JOIN calendars k ON k.id = e.calendar_id',
    'e.gone_at IS NULL',
  ),
  lines(
    'contacts',
    `${contactName}, c.display_name, c.primary_address, c.organization, c.title, c.phone, c.notes, c.status, c.hidden_reason, c.is_decided,
     c.is_self`,
    'contacts c',
    isKnown,
  ),
  lines(
    'contact_identities',
    `${contactName}, d.kind, d.value, d.value_key, d.source, round(d.confidence, 6)`,
    'contact_identities d JOIN contacts c ON c.id = d.contact_id',
    isKnown,
  ),
  lines(
    'suggestions',
    `s.kind, s.status, ${contactName}, s.other_contact_id IS NOT NULL, s.reason, round(s.confidence, 6)`,
    'suggestions s JOIN contacts c ON c.id = s.contact_id',
    isKnown,
  ),
  lines(
    'embeddings',
    `${interaction}, m.piece, m.model, m.text_hash`,
    'embeddings m JOIN interactions i ON i.id = m.interaction_id',
    'i.gone_at IS NULL',
  ),
]
