// `omnicrm search`, `people` and `digest`: questions that change nothing.
import { highlightEnd, highlightStart } from '../../shared/views/search.ts'
import type { Suggestion } from '../../shared/views/people.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { computeDigest } from '../../engine/db/queries/digest/compute-digest.ts'
import { type Answer, formatTable } from '../output.ts'
import { type Query, withDatabase, withReader } from '../with-reader.ts'

const everyMark = new RegExp(`[${highlightStart}${highlightEnd}]`, 'g')
const pageSize = 500

/** Ranked results of a search. */
export function search(hooks: Hooks, text: string, limit: number): Promise<Answer> {
  return withReader(hooks, async (query, embedder) => {
    // A search has no patience with a model that is still being loaded; here there is time.
    await embedder.embed([text])
    const { hits, tookMs, notes } = await query('search.run', {
      text,
      limit,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    const results = hits.map(({ id, kind, title, occurredAtMs, score, snippet }) => ({
      id,
      kind,
      title: title.replace(everyMark, ''),
      occurredAt: occurredAtMs === null ? null : new Date(occurredAtMs).toISOString(),
      score,
      snippet: snippet.replace(everyMark, ''),
    }))
    return {
      json: { results, tookMs, notes },
      lines: [
        ...notes,
        ...results.flatMap((result) => [
          `${result.occurredAt?.slice(0, 10) ?? '          '}  ${result.kind.padEnd(7)}  ${result.title}`,
          `            ${result.snippet}`,
        ]),
        ...(results.length === 0 ? ['Nothing found.'] : []),
      ],
    }
  })
}

/** Contacts, or everything that waits for a decision: new contacts and merges. */
export function people(hooks: Hooks, onlySuggested: boolean): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const listed = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof query<'people.page'>>> = await query('people.page', {
        text: '',
        status: onlySuggested ? 'suggested' : 'active',
        sort: 'recent',
        cursor,
        limit: pageSize,
      })
      for (const person of page.items) listed.push(await query('people.get', { id: person.id }))
      cursor = page.nextCursor
    } while (cursor !== null)
    const persons = listed.map((person) => ({
      id: person.id,
      name: person.name,
      status: person.status,
      organization: person.organization,
      lastContactAt: person.lastInteractionAtMs === null ? null : new Date(person.lastInteractionAtMs).toISOString(),
      strength: person.strength,
      identities: person.identities.map(({ kind, value }) => ({ kind, value })),
    }))
    const rows = persons.map((person) => [
      person.name,
      person.identities.find(({ kind }) => kind === 'email')?.value ?? '',
      person.lastContactAt?.slice(0, 10) ?? '',
      person.strength,
    ])
    if (onlySuggested) return describeSuggestions(await listSuggestions(query), persons)
    return { json: { people: persons }, lines: rows.length === 0 ? ['Nobody yet.'] : formatTable(rows) }
  })
}

async function listSuggestions(query: Query): Promise<Suggestion[]> {
  const listed: Suggestion[] = []
  let cursor: string | null = null
  do {
    const page: { items: Suggestion[]; nextCursor: string | null } = await query('people.suggestions', {
      cursor,
      limit: pageSize,
    })
    listed.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return listed
}

/** Everything that waits for a decision, with what speaks for it; `persons` are those whom a suggestion would make contacts. */
function describeSuggestions(suggestions: readonly Suggestion[], persons: readonly object[]): Answer {
  const named = ({ id, name, primaryAddress }: Suggestion['person']): object => ({ id, name, email: primaryAddress })
  const words = ({ name, primaryAddress }: Suggestion['person']): string =>
    primaryAddress === null ? name : `${name} <${primaryAddress}>`
  return {
    json: {
      people: persons,
      suggestions: suggestions.map(({ id, kind, reason, confidence, person, other, evidence }) => ({
        id,
        kind,
        reason,
        confidence,
        person: named(person),
        other: other === null ? null : named(other),
        evidence: evidence.map(({ text, occurredAtMs }) => ({
          text,
          occurredAt: occurredAtMs === null ? null : new Date(occurredAtMs).toISOString(),
        })),
      })),
    },
    lines:
      suggestions.length === 0
        ? ['Nothing waits for a decision.']
        : suggestions.flatMap(({ reason, person, other, evidence }) => [
            other === null ? `New: ${words(person)}` : `The same person: ${words(person)} and ${words(other)}`,
            `  ${reason}`,
            ...evidence.map(({ text, occurredAtMs }) => `  ${isoDay(occurredAtMs)}  ${text}`),
          ]),
  }
}

function isoDay(atMs: number | null): string {
  return atMs === null ? '          ' : new Date(atMs).toISOString().slice(0, 10)
}

/** One number for the whole workspace, and one for each table. */
export function digest(hooks: Hooks): Answer {
  const { digest: whole, tables } = withDatabase(hooks, computeDigest)
  return {
    json: { digest: whole, tables },
    lines: [whole, ...formatTable(Object.entries(tables).map(([table, part]) => [table, part.digest.slice(0, 16), part.rows]))],
  }
}
