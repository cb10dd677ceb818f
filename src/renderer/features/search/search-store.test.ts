import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Result } from '../../../shared/app-error.ts'
import type { SearchAnswer } from '../../../shared/views/search.ts'
import { answered, deferred, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createSearchStore } from './search-store.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const answerTo = (title: string): SearchAnswer => ({
  hits: [
    { id: 1, kind: 'person', title, occurredAtMs: null, score: 1, snippet: '', people: [], occurrences: 1, matchedBy: 'words' },
  ],
  tookMs: 1,
  notes: [],
})

test('asks once for what was typed in one go', async () => {
  const client = scriptedClient({ 'search.run': ({ text }) => answered(answerTo(text)) })
  const store = createSearchStore(client, 100)
  for (const text of ['g', 'gr', 'greta ']) store.getState().type(text)
  await vi.advanceTimersByTimeAsync(100)
  expect(client.calls).toEqual([{ channel: 'search.run', input: { text: 'greta', limit: 50, timeZone: expect.any(String) } }])
  expect(store.getState()).toMatchObject({ answer: answerTo('greta'), isSearching: false, error: null })
})

test('an answer to older words never replaces a newer one', async () => {
  const slow = deferred<Result<SearchAnswer>>()
  const client = scriptedClient({ 'search.run': ({ text }) => (text === 'old' ? slow.promise : answered(answerTo(text))) })
  const store = createSearchStore(client, 100)
  store.getState().type('old')
  await vi.advanceTimersByTimeAsync(100)
  store.getState().type('new')
  await vi.advanceTimersByTimeAsync(100)
  slow.resolve(answered(answerTo('old')))
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getState().answer).toEqual(answerTo('new'))
})

test('an empty box asks nothing and shows nothing', async () => {
  const client = scriptedClient({ 'search.run': ({ text }) => answered(answerTo(text)) })
  const store = createSearchStore(client, 100)
  store.getState().type('greta')
  store.getState().type('   ')
  await vi.advanceTimersByTimeAsync(500)
  expect(client.calls).toEqual([])
  expect(store.getState()).toMatchObject({ answer: null, isSearching: false })
})
