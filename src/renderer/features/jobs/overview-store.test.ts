import { expect, test } from 'vitest'
import type { JobOverview } from '../../../shared/views/jobs.ts'
import { answered, refusal, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createOverviewStore } from './overview-store.ts'

const overviewWith = (doneItems: number): JobOverview => ({
  stages: [
    {
      kind: 'embed',
      queued: 0,
      processing: 1,
      completed: 0,
      failed: 0,
      cancelled: 0,
      pendingItems: 10,
      doneItems,
      failedItems: 0,
      progress: null,
    },
  ],
  readyCount: 0,
  oldestReadyAgeMs: null,
  pauses: [],
  itemFailures: 0,
})

test('the rate of a stage comes from two looks at its count', async () => {
  let nowMs = 0
  let doneItems = 100
  const client = scriptedClient({
    'jobs.overview': () => answered(overviewWith(doneItems)),
    'jobs.schedules': () => answered([]),
  })
  const store = createOverviewStore(client, () => nowMs)
  await store.getState().refresh()
  nowMs = 1_000
  doneItems = 190
  await store.getState().refresh()
  expect(store.getState().rates.get('embed')).toEqual({ doneItems: 190, atMs: 1_000, perSecond: 90 })
})

test('schedules are shown although the overview is refused, and the other way round', async () => {
  const store = createOverviewStore(scriptedClient({ 'jobs.overview': refused, 'jobs.schedules': () => answered([]) }), () => 0)
  await store.getState().refresh()
  expect(store.getState()).toMatchObject({
    overview: { kind: 'error', error: refusal, value: null },
    schedules: { kind: 'ready', value: [] },
  })
})

test('the newest progress of a job replaces the one before, and one that has ended is forgotten', () => {
  let nowMs = 0
  const store = createOverviewStore(scriptedClient({}), () => nowMs)
  const tell = (jobId: number, done: number): void =>
    store.getState().receive({ jobId, kind: 'embed', accountId: null, progress: { done, total: 9, what: 'texts' } })
  tell(3, 1)
  nowMs = 1_000
  tell(3, 2)
  expect(store.getState().progress.get(3)).toMatchObject({ progress: { done: 2 }, rate: { perSecond: 1 } })
  nowMs = 100_000
  tell(4, 1)
  expect([...store.getState().progress.keys()]).toEqual([4])
})
