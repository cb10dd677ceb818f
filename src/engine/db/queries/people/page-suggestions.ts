// Reads the open suggestions a page at a time, the most certain first.
import type { Suggestion } from '../../../../shared/views/people.ts'
import type { Database } from '../../database.ts'
import type { StrengthReader } from './page-people.ts'
import { personColumns, type PersonRow, toPeople } from './person-row.ts'

/** Where the last page ended, and how many rows. */
export interface SuggestionPageRequest {
  readonly cursor: string | null
  readonly limit: number
}

/** A page with the cursor of the next one. */
export interface SuggestionPage {
  items: Suggestion[]
  nextCursor: string | null
  total: number
}

interface Row {
  readonly id: number
  readonly kind: 'new_contact' | 'merge'
  readonly reason: string
  readonly confidence: number
  readonly evidence: string
  readonly contactId: number
  readonly otherContactId: number | null
}

const select = `SELECT id, kind, reason, confidence, evidence, contact_id AS contactId, other_contact_id AS otherContactId
  FROM suggestions INDEXED BY suggestions_open WHERE status = 'open'`

/** The statements of a page, for {@link pageSuggestions} and for the test that asks for their plans. */
export const suggestionPageStatements = {
  first: `${select} ORDER BY confidence DESC, id LIMIT :limit`,
  ties: `${select} AND confidence = :confidence AND id > :id ORDER BY id LIMIT :limit`,
  after: `${select} AND confidence < :confidence ORDER BY confidence DESC, id LIMIT :limit`,
} as const

/** Reads one page. */
export function pageSuggestions(
  db: Database,
  request: SuggestionPageRequest,
  nowMs: number,
  toStrength: StrengthReader,
): SuggestionPage {
  const rows = readRows(db, request)
  const page = rows.slice(0, request.limit)
  const last = page.at(-1)
  const total = db.prepare<[], { total: number }>("SELECT count(*) AS total FROM suggestions WHERE status = 'open'").get()
  const person = (id: number): Suggestion['person'] | null => {
    const row = db.prepare<[number], PersonRow>(`SELECT ${personColumns} FROM contacts contact WHERE contact.id = ?`).get(id)
    return (row && toPeople(db, [row], nowMs, toStrength)[0]) ?? null
  }
  return {
    items: page.flatMap(({ contactId, otherContactId, evidence, ...row }) => {
      const who = person(contactId)
      if (who === null) return []
      const other = otherContactId === null ? null : person(otherContactId)
      return [{ ...row, status: 'open' as const, person: who, other, evidence: JSON.parse(evidence) as Suggestion['evidence'] }]
    }),
    nextCursor: rows.length > request.limit && last ? `${last.confidence}:${last.id}` : null,
    total: total?.total ?? 0,
  }
}

function readRows(db: Database, request: SuggestionPageRequest): Row[] {
  const wanted = request.limit + 1
  const [confidence, id] = (request.cursor ?? '').split(':').map(Number)
  const read = (sql: string, limit: number): Row[] =>
    limit <= 0
      ? []
      : db.prepare<[object], Row>(sql).all({ limit, ...(confidence === undefined || id === undefined ? {} : { confidence, id }) })
  if (confidence === undefined || id === undefined || !Number.isFinite(confidence) || !Number.isSafeInteger(id)) {
    return db.prepare<[object], Row>(suggestionPageStatements.first).all({ limit: wanted })
  }
  const ties = read(suggestionPageStatements.ties, wanted)
  return [...ties, ...read(suggestionPageStatements.after, wanted - ties.length)]
}
