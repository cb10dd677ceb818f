import { expect, test } from 'vitest'
import type { Result } from '../../../shared/app-error.ts'
import type { JobMetricsReport, JobOverview } from '../../../shared/views/jobs.ts'
import { answered, deferred, refusal, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
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

test('an answer about another time than the chosen one is not shown', async () => {
  const empty = { bucketMs: 60_000, kinds: [], total: {} as never }
  const hour = deferred<Result<JobMetricsReport>>()
  const store = createOverviewStore(
    scriptedClient({
      'jobs.metrics': ({ sinceMs }) => (sinceMs > 0 ? hour.promise : answered(empty)),
    }),
    () => 7 * 86_400_000,
  )
  const first = store.getState().refreshMetrics()
  await store.getState().setMetricsWindow('week')
  hour.resolve(refused())
  await first
  expect(store.getState()).toMatchObject({ metricsWindow: 'week', metrics: { kind: 'ready', value: empty } })
})
