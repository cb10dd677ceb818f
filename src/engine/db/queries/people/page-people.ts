// Reads the people list a page at a time, at a cost that does not grow with its depth.
import type { ContactStatus, Person } from '../../../../shared/views/people.ts'
import type { Database } from '../../database.ts'
import { personColumns, type PersonRow, toPeople } from './person-row.ts'

/** What to read. `words` are folded (lower case, no accents): all have to occur in a name, an address or an organization. */
export interface PeoplePageRequest {
  readonly words: readonly string[]
  readonly status: ContactStatus
  readonly sort: 'recent' | 'strength' | 'name'
  readonly cursor: string | null
  readonly limit: number
}

/** A page with the cursor of the next one. */
export interface PeoplePage {
  items: Person[]
  nextCursor: string | null
  total: number
}

/** Makes 0 to 100 of the stored strength. */
export type StrengthReader = (stored: number, nowMs: number) => number

interface SortOrder {
  readonly index: string
  readonly column: string
  readonly after: '<' | '>'
  readonly order: string
}

/** Each order is one index from its first to its last row; ties go by id. */
const orders: Record<PeoplePageRequest['sort'], SortOrder> = {
  recent: {
    index: 'contacts_by_recency',
    column: 'contact.last_interaction_at',
    after: '<',
    order: 'contact.last_interaction_at DESC, contact.id',
  },
  strength: { index: 'contacts_by_strength', column: 'contact.strength', after: '<', order: 'contact.strength DESC, contact.id' },
  name: {
    index: 'contacts_by_name',
    column: 'contact.display_name COLLATE NOCASE',
    after: '>',
    order: 'contact.display_name COLLATE NOCASE, contact.id',
  },
}

type Parameters = Record<string, string | number>

/** Reads one page. A cursor of another order starts from the top. */
export function pagePeople(db: Database, request: PeoplePageRequest, nowMs: number, toStrength: StrengthReader): PeoplePage {
  const filter = matchWords(request.words)
  const rows = readRows(db, request, filter)
  const page = rows.slice(0, request.limit)
  const last = page.at(-1)
  return {
    items: toPeople(db, page, nowMs, toStrength),
    nextCursor: rows.length > request.limit && last ? toCursor(request.sort, last) : null,
    total: countPeople(db, request.status, filter),
  }
}

/** The statements of a page, for {@link pagePeople} and for the test that asks for their plans. */
export function peoplePageStatements(
  sort: PeoplePageRequest['sort'],
  words: readonly string[],
): Record<'first' | 'ties' | 'after' | 'unset', string> {
  const { index, column, after, order } = orders[sort]
  const where = `contact.status = :status AND contact.is_self = 0${matchWords(words).condition}`
  const select = (condition: string): string =>
    `SELECT ${personColumns} FROM contacts contact INDEXED BY ${index} WHERE ${where}${condition} ORDER BY ${order} LIMIT :limit`
  return {
    first: select(''),
    ties: select(` AND ${column} = :key AND contact.id > :id`),
    after: select(` AND ${column} ${after} :key`),
    unset: select(` AND ${column} IS NULL AND contact.id > :id`),
  }
}

function readRows(db: Database, request: PeoplePageRequest, filter: WordFilter): PersonRow[] {
  const statements = peoplePageStatements(request.sort, request.words)
  const parameters: Parameters = { status: request.status, ...filter.parameters }
  const read = (name: keyof typeof statements, limit: number, more: Parameters): PersonRow[] =>
    limit <= 0 ? [] : db.prepare<[Parameters], PersonRow>(statements[name]).all({ ...parameters, ...more, limit })
  const wanted = request.limit + 1
  const cursor = request.cursor === null ? null : parseCursor(request.sort, request.cursor)
  if (cursor === null) return read('first', wanted, {})
  if (cursor.key === null) return read('unset', wanted, { id: cursor.id })
  const ties = read('ties', wanted, { key: cursor.key, id: cursor.id })
  const after = read('after', wanted - ties.length, { key: cursor.key })
  // People without any interaction stand at the end of the order by time.
  const unset = request.sort === 'recent' ? read('unset', wanted - ties.length - after.length, { id: 0 }) : []
  return [...ties, ...after, ...unset]
}

interface WordFilter {
  readonly condition: string
  readonly parameters: Parameters
}

/** Names, addresses and organizations are kept in folded form beside each other, in one index. */
function matchWords(words: readonly string[]): WordFilter {
  const parameters: Parameters = {}
  const conditions = words.map((word, index) => {
    parameters[`word${index}`] = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return ` AND contact.id IN (SELECT contact_id FROM contact_identities
      WHERE kind IN ('email', 'name', 'organization') AND value_key LIKE :word${index} ESCAPE '\\')`
  })
  return { condition: conditions.join(''), parameters }
}

function countPeople(db: Database, status: ContactStatus, filter: WordFilter): number {
  const row = db
    .prepare<[Parameters], { total: number }>(
      filter.condition === ''
        ? `SELECT (SELECT count(*) FROM contacts WHERE status = :status) - (SELECT count(*) FROM contacts WHERE status = :status AND is_self = 1) AS total`
        : `SELECT count(*) AS total FROM contacts contact WHERE contact.status = :status AND contact.is_self = 0${filter.condition}`,
    )
    .get({ status, ...filter.parameters })
  return row?.total ?? 0
}

function toCursor(sort: PeoplePageRequest['sort'], row: PersonRow): string {
  const key = sort === 'recent' ? row.lastInteractionAtMs : sort === 'strength' ? row.strength : row.name
  return JSON.stringify([sort, key, row.id])
}

function parseCursor(sort: PeoplePageRequest['sort'], cursor: string): { key: string | number | null; id: number } | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(cursor)
  } catch {
    return null
  }
  if (!Array.isArray(parsed) || parsed[0] !== sort || typeof parsed[2] !== 'number') return null
  const key: unknown = parsed[1]
  const isKey = sort === 'name' ? typeof key === 'string' : typeof key === 'number' || (sort === 'recent' && key === null)
  return isKey ? { key: key as string | number | null, id: parsed[2] } : null
}
