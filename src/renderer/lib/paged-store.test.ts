import { describe, expect, test } from 'vitest'
import type { Result } from '../../shared/app-error.ts'
import { createPagedStore, type Page } from './paged-store.ts'
import { answered, deferred, refusal, refused } from './testing/scripted-client.ts'

interface Row {
  id: number
}

/** Pages over `ids` the way the reader does: the cursor is the last id given. */
function pageOf(ids: readonly number[], cursor: string | null, limit: number): Result<Page<Row>> {
  const start = cursor === null ? 0 : ids.indexOf(Number(cursor)) + 1
  const items = ids.slice(start, start + limit).map((id) => ({ id }))
  const isEnd = start + limit >= ids.length
  return answered({ items, nextCursor: isEnd ? null : String(items.at(-1)?.id), total: ids.length })
}

const shown = (state: { items: readonly Row[] }): number[] => state.items.map((row) => row.id)
const descending = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from - index)

describe('a paged list', () => {
  test('reads the first page, then the next ones until the end', async () => {
    const store = createPagedStore<Row, string>(async (_query, cursor, limit) => pageOf([5, 4, 3, 2, 1], cursor, limit), '', 2)
    await store.getState().refresh()
    expect(shown(store.getState())).toEqual([5, 4])
    await store.getState().loadMore()
    await store.getState().loadMore()
    await store.getState().loadMore()
    expect(store.getState()).toMatchObject({
      items: [5, 4, 3, 2, 1].map((id) => ({ id })),
      nextCursor: null,
      total: 5,
      phase: 'ready',
    })
  })

  test('a refresh shows new rows and keeps as many as were loaded', async () => {
    let ids = [4, 3, 2, 1]
    const store = createPagedStore<Row, string>(async (_query, cursor, limit) => pageOf(ids, cursor, limit), '', 2)
    await store.getState().refresh()
    await store.getState().loadMore()
    ids = [6, 5, 4, 3, 2, 1]
    await store.getState().refresh()
    expect(shown(store.getState())).toEqual([6, 5, 4, 3])
    await store.getState().loadMore()
    expect(shown(store.getState())).toEqual([6, 5, 4, 3, 2, 1])
  })

  test('a refresh of a very long list reads its head and keeps its tail in place', async () => {
    let ids = descending(2_000, 2_000)
    const store = createPagedStore<Row, string>(async (_query, cursor, limit) => pageOf(ids, cursor, limit), '', 400)
    await store.getState().refresh()
    for (const _ of [1, 2]) await store.getState().loadMore()
    expect(store.getState().items).toHaveLength(1_200)
    ids = [2_001, ...ids]
    await store.getState().refresh()
    expect(shown(store.getState())).toEqual(descending(2_001, 1_201))
    await store.getState().loadMore()
    expect(shown(store.getState())).toEqual(descending(2_001, 1_601))
  })

  test('drops an answer to a query that is no longer asked', async () => {
    const slow = deferred<Result<Page<Row>>>()
    const store = createPagedStore<Row, string>(
      (query) => (query === 'slow' ? slow.promise : Promise.resolve(pageOf([2], null, 10))),
      '',
    )
    const waiting = store.getState().setQuery('slow')
    await store.getState().setQuery('fast')
    slow.resolve(pageOf([1], null, 10))
    await waiting
    expect(shown(store.getState())).toEqual([2])
  })

  test('keeps the rows of the old query in sight until the new ones are there', async () => {
    const next = deferred<Result<Page<Row>>>()
    const store = createPagedStore<Row, string>(
      (query) => (query === 'new' ? next.promise : Promise.resolve(pageOf([1], null, 10))),
      'old',
    )
    await store.getState().refresh()
    const waiting = store.getState().setQuery('new')
    expect(store.getState()).toMatchObject({ items: [{ id: 1 }], phase: 'loading' })
    next.resolve(pageOf([9, 8], null, 10))
    await waiting
    expect(store.getState()).toMatchObject({ items: [{ id: 9 }, { id: 8 }], phase: 'ready' })
  })

  test('an error keeps what is there and is gone after the next success', async () => {
    let isDown = false
    const store = createPagedStore<Row, string>(async () => (isDown ? refused() : pageOf([1], null, 10)), '')
    await store.getState().refresh()
    isDown = true
    await store.getState().refresh()
    expect(store.getState()).toMatchObject({ items: [{ id: 1 }], phase: 'error', error: refusal })
    isDown = false
    await store.getState().refresh()
    expect(store.getState()).toMatchObject({ items: [{ id: 1 }], phase: 'ready', error: null })
  })
})
