// Answers a search: words, people and meaning are ranked apart and joined.
import type { SearchAnswer, SearchHit } from '../../shared/views/search.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { findByMeaning } from '../db/queries/search/find-by-meaning.ts'
import { findByWords, findRecent } from '../db/queries/search/find-by-words.ts'
import { findContacts } from '../db/queries/search/find-contacts.ts'
import { type FoundContact, readFoundContacts, readFoundInteractions } from '../db/queries/search/read-hits.ts'
import type { SearchFilter } from '../db/queries/search/search-conditions.ts'
import type { Logger } from '../logger.ts'
import type { Embedder } from './embedder.ts'
import { fuseRankings, type RankedId } from './fuse-rankings.ts'
import { type GroupedHit, groupSeries } from './group-series.ts'
import { makeSnippet, markWords } from './make-snippet.ts'
import { hasText, parseQuery, type SearchQuery } from './parse-query.ts'
import { hasWordCharacters, quoteWords, toMatchExpression } from './word-expression.ts'

/** What a search works with. */
export interface SearchTools {
  readonly db: Database
  readonly embedder: Embedder
  readonly clock: Clock
  readonly logger: Logger
}

/** What is searched for; dates in it are days in `timeZone`. */
export interface SearchRequest {
  readonly text: string
  readonly limit: number
  readonly timeZone: string
}

/** Rows taken from each ranking: many may be of one series, which is shown once. */
const depth = 300
const mostPeople = 5
const mostContactsOfAName = 200
/** Below this, texts share no more than a language. Measured on the sample workspace. */
const minimumSimilarity = 0.45
/** A search does not wait longer than this for the model. */
const patienceMs = 400

/** Runs a search. Never fails for what was typed; what could not be done is told in `notes`. */
export async function runSearch(
  tools: SearchTools,
  { text, limit, timeZone }: SearchRequest,
  signal?: AbortSignal,
): Promise<SearchAnswer> {
  const startedAt = performance.now()
  const query = parseQuery(text, timeZone)
  const notes = [...query.notes]
  const filter = resolveFilter(tools.db, query, notes)
  const hits = filter === null ? [] : await collectHits(tools, query, filter, limit, notes, signal)
  return { hits, tookMs: performance.now() - startedAt, notes }
}

async function collectHits(
  tools: SearchTools,
  query: SearchQuery,
  filter: SearchFilter,
  limit: number,
  notes: string[],
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  const { db } = tools
  if (!hasText(query)) {
    if (!hasFilter(query)) return []
    const recent = findRecent(db, filter, depth).map((id) => ({ id, score: 0 }))
    return toHits(tools, recent, () => 'words', query).slice(0, limit)
  }
  const expression = toMatchExpression(query.words, query)
  const byWords = expression === null ? [] : findByWords(db, expression, filter, depth)
  const byPeople = findByPeople(db, query, filter)
  const byMeaning = await findMeaning(tools, query, filter, notes, signal)
  const fused = fuseRankings([
    { ids: byWords, weight: 1 },
    { ids: byPeople, weight: 0.9 },
    { ids: byMeaning, weight: 0.6 },
  ])
  const wordIds = new Set([...byWords, ...byPeople])
  const meaningIds = new Set(byMeaning)
  const people =
    hasFilter(query) || expression === null
      ? []
      : readFoundContacts(db, findContacts(db, expression, mostPeople)).map((contact) => toPersonHit(contact, wordsOf(query)))
  const matchedBy = (id: number): SearchHit['matchedBy'] =>
    wordIds.has(id) ? (meaningIds.has(id) ? 'both' : 'words') : 'meaning'
  return [...people, ...toHits(tools, fused, matchedBy, query)].slice(0, limit)
}

/** "anna budget": words that are somebody's name, and interactions with these people that hold the other words. */
function findByPeople(db: Database, query: SearchQuery, filter: SearchFilter): number[] {
  const named: number[][] = []
  const others: string[] = []
  for (const [index, word] of query.words.entries()) {
    const isLast = index === query.words.length - 1
    const contacts = hasWordCharacters(word)
      ? findContacts(db, quoteWords(word) + (isLast && word.length > 1 ? '*' : ''), mostContactsOfAName)
      : []
    if (contacts.length > 0) named.push(contacts)
    else others.push(word)
  }
  if (named.length === 0) return []
  const narrowed = { ...filter, participants: [...filter.participants, ...named] }
  const expression = toMatchExpression(others, query)
  return expression === null ? findRecent(db, narrowed, depth) : findByWords(db, expression, narrowed, depth)
}

async function findMeaning(
  tools: SearchTools,
  query: SearchQuery,
  filter: SearchFilter,
  notes: string[],
  signal?: AbortSignal,
): Promise<number[]> {
  const text = [...query.words, ...query.phrases].join(' ')
  if (text.length < 3 || !hasWordCharacters(text)) return []
  try {
    const vectors = await within(patienceMs, tools.clock, tools.embedder.embed([text], signal))
    if (vectors === null) {
      notes.push('Searching by meaning is still starting up: these are matches by words.')
      return []
    }
    const [vector] = vectors
    return vector ? findByMeaning(tools.db, tools.embedder.model, vector, minimumSimilarity, filter, depth) : []
  } catch (error) {
    signal?.throwIfAborted()
    tools.logger.warn('Search by meaning failed', { reason: error instanceof Error ? error.message : String(error) })
    notes.push('Searching by meaning is not available: these are matches by words.')
    return []
  }
}

/** Null when nobody has the name that a filter asks for: then nothing can be found. */
function resolveFilter(db: Database, query: SearchQuery, notes: string[]): SearchFilter | null {
  const resolve = (names: readonly string[]): number[][] =>
    names.map((name) => {
      const contacts = hasWordCharacters(name) ? findContacts(db, `${quoteWords(name)}*`, mostContactsOfAName) : []
      if (contacts.length === 0) notes.push(`Nobody by the name of “${name}” was found.`)
      return contacts
    })
  const senders = resolve(query.from)
  const participants = resolve(query.with)
  if ([...senders, ...participants].some((contacts) => contacts.length === 0)) return null
  const { kind, isBulk, fromMs, untilMs } = query
  return { kind, isBulk, fromMs, untilMs, senders, participants }
}

function hasFilter(query: SearchQuery): boolean {
  return (
    query.from.length + query.with.length > 0 ||
    query.kind !== null ||
    query.isBulk !== null ||
    query.fromMs !== null ||
    query.untilMs !== null
  )
}

function toHits(
  tools: SearchTools,
  ranked: readonly RankedId[],
  matchedBy: (id: number) => SearchHit['matchedBy'],
  query: SearchQuery,
): SearchHit[] {
  const found = readFoundInteractions(
    tools.db,
    ranked.map(({ id }) => id),
  )
  const words = wordsOf(query)
  const items = ranked.flatMap(({ id, score }) => {
    const item = found.get(id)
    return item ? [{ item, score }] : []
  })
  return groupSeries(items, tools.clock.now()).map((group) => toInteractionHit(group, matchedBy(group.item.id), words))
}

/** What is marked in a hit. */
function wordsOf({ words, phrases }: SearchQuery): readonly string[] {
  return [...words, ...phrases]
}

function toInteractionHit(
  { item, score, occurrences }: GroupedHit,
  matchedBy: SearchHit['matchedBy'],
  words: readonly string[],
): SearchHit {
  return {
    id: item.id,
    kind: item.kind,
    title: markWords(item.title, words),
    occurredAtMs: item.occurredAtMs,
    score,
    snippet: makeSnippet(item.writtenText || item.snippet, words),
    people: item.people.map((person) => person.name),
    occurrences,
    matchedBy,
  }
}

function toPersonHit(contact: FoundContact, words: readonly string[]): SearchHit {
  return {
    id: contact.id,
    kind: 'person',
    title: markWords(contact.name, words),
    occurredAtMs: contact.lastInteractionAtMs,
    score: 1,
    snippet: markWords([contact.organization, contact.address].filter((part) => part !== null).join(' · '), words),
    people: [],
    occurrences: 1,
    matchedBy: 'words',
  }
}

/** The value, or null when it takes longer; a later failure is nobody's concern any more. */
async function within<Value>(limitMs: number, clock: Clock, promise: Promise<Value>): Promise<Value | null> {
  let stopWaiting: (() => void) | undefined
  const limit = new Promise<null>((resolve) => {
    stopWaiting = clock.callAt(clock.now() + limitMs, () => resolve(null))
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    stopWaiting?.()
  }
}
