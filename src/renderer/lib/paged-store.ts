// A list that is read in keyset pages: loads on, refreshes in place, and drops answers that came too late.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorValue, Result } from '../../shared/app-error.ts'

/** One page as every list channel answers it. */
export interface Page<Item> {
  items: readonly Item[]
  nextCursor: string | null
  total: number
}

/** A list and what can be asked of it. */
export interface PagedState<Item, Query> {
  query: Query
  items: readonly Item[]
  total: number
  nextCursor: string | null
  /** `loading` until there is an answer to the current query; meanwhile `items` are those of the one before. */
  phase: 'loading' | 'ready' | 'error'
  isLoadingMore: boolean
  error: AppErrorValue | null
  /** Starts over with another query; the old items stay until the new ones are there. */
  setQuery(query: Query): Promise<void>
  loadMore(): Promise<void>
  /** Reads again what is on the screen, keeping as many rows as are loaded. */
  refresh(): Promise<void>
}

/** How a list asks for a page. `limit` is at most 500. */
export type FetchPage<Item, Query> = (query: Query, cursor: string | null, limit: number) => Promise<Result<Page<Item>>>

const refreshLimit = 500

/** Makes a paged list. Rows are told apart by their `id`. */
export function createPagedStore<Item extends { id: number }, Query>(
  fetchPage: FetchPage<Item, Query>,
  initialQuery: Query,
  pageSize = 100,
): StoreApi<PagedState<Item, Query>> {
  let generation = 0

  return createStore<PagedState<Item, Query>>()((set, get) => {
    let shownQuery = initialQuery
    const load = async (): Promise<void> => {
      const mine = ++generation
      const { query, items } = get()
      const isSameList = query === shownQuery
      const limit = isSameList ? Math.min(Math.max(items.length, pageSize), refreshLimit) : pageSize
      const answer = await fetchPage(query, null, limit)
      if (mine !== generation) return
      if (!answer.ok) {
        set({ phase: 'error', error: answer.error, isLoadingMore: false })
        return
      }
      const { items: freshItems, nextCursor } = answer.value
      const merged = isSameList ? keepTail(answer.value, get()) : { items: freshItems, nextCursor }
      shownQuery = query
      set({ ...merged, total: answer.value.total, phase: 'ready', error: null, isLoadingMore: false })
    }

    return {
      query: initialQuery,
      items: [],
      total: 0,
      nextCursor: null,
      phase: 'loading',
      isLoadingMore: false,
      error: null,
      async setQuery(query) {
        set({ query, nextCursor: null, phase: 'loading', error: null, isLoadingMore: false })
        await load()
      },
      async loadMore() {
        const { nextCursor, isLoadingMore, query } = get()
        if (nextCursor === null || isLoadingMore) return
        const mine = generation
        set({ isLoadingMore: true })
        const answer = await fetchPage(query, nextCursor, pageSize)
        if (mine !== generation) return
        if (!answer.ok) {
          set({ error: answer.error, isLoadingMore: false })
          return
        }
        set({
          items: withoutRepeats(get().items, answer.value.items),
          nextCursor: answer.value.nextCursor,
          total: answer.value.total,
          error: null,
          isLoadingMore: false,
        })
      },
      refresh: load,
    }
  })
}

/**
 * A refresh covers the head of the list. Rows below it that were already loaded stay, so that someone who reads far down
 * keeps their place.
 */
function keepTail<Item extends { id: number }>(
  fresh: Page<Item>,
  shown: { items: readonly Item[]; nextCursor: string | null },
): { items: readonly Item[]; nextCursor: string | null } {
  const isHeadOfMore = fresh.nextCursor !== null && shown.items.length > fresh.items.length
  if (!isHeadOfMore) return { items: fresh.items, nextCursor: fresh.nextCursor }
  const last = fresh.items.at(-1)
  const seam = last === undefined ? -1 : shown.items.findIndex((item) => item.id === last.id)
  if (seam === -1) return { items: fresh.items, nextCursor: fresh.nextCursor }
  return { items: withoutRepeats(fresh.items, shown.items.slice(seam + 1)), nextCursor: shown.nextCursor }
}

function withoutRepeats<Item extends { id: number }>(head: readonly Item[], tail: readonly Item[]): readonly Item[] {
  const known = new Set(head.map((item) => item.id))
  return [...head, ...tail.filter((item) => !known.has(item.id))]
}
