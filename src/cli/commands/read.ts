// `omnicrm search`, `people` and `digest`: questions that change nothing.
import { highlightEnd, highlightStart } from '../../shared/views/search.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { computeDigest } from '../../engine/db/queries/digest/compute-digest.ts'
import { type Answer, formatTable } from '../output.ts'
import { withDatabase, withReader } from '../with-reader.ts'

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
      title,
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

/** Contacts, or those that wait for a decision. */
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
    return { json: { people: persons }, lines: rows.length === 0 ? ['Nobody yet.'] : formatTable(rows) }
  })
}

/** One number for the whole workspace, and one for each table. */
export function digest(hooks: Hooks): Answer {
  const { digest: whole, tables } = withDatabase(hooks, computeDigest)
  return {
    json: { digest: whole, tables },
    lines: [whole, ...formatTable(Object.entries(tables).map(([table, part]) => [table, part.digest.slice(0, 16), part.rows]))],
  }
}
