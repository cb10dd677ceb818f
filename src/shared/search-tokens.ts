// Cuts what is typed into the search box into words, "phrases", -exclusions and filters such as from:anna: the engine searches by them, the page shows them.

/** One part of a query. */
export interface SearchToken {
  /** As typed. */
  readonly whole: string
  readonly isExcluded: boolean
  readonly isQuoted: boolean
  /** The word before the colon, in lower case; null for a plain word. It need not be one that is known. */
  readonly filter: string | null
  /** Without quotes and filter; never empty. */
  readonly value: string
  /** Where it stands in the text. */
  readonly start: number
}

/** What a search can be narrowed by, and what may stand after the colon. */
export const searchFilters = [
  { filter: 'from', example: 'a name', words: 'somebody' },
  { filter: 'with', example: 'a name', words: 'somebody' },
  { filter: 'before', example: '2026-03-01', words: 'a day' },
  { filter: 'after', example: '2026-03-01', words: 'a day' },
  { filter: 'is', example: 'meeting', words: 'only meetings' },
] as const

const pattern = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu

/** The parts of `text`, in order. Never fails. */
export function searchTokens(text: string): SearchToken[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: minus, 2: filter, 3: quoted, 4: bare, index }) => {
    const value = (quoted ?? bare ?? '').trim()
    if (value === '') return []
    return [
      {
        whole,
        isExcluded: minus === '-',
        isQuoted: quoted !== undefined,
        filter: filter?.toLowerCase() ?? null,
        value,
        start: index,
      },
    ]
  })
}
