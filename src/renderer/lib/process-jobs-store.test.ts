import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Status } from '../../shared/views/status.ts'
import { createProcessJobsStore, outcomeText } from './process-jobs-store.ts'
import { useToasts } from './toast-store.ts'
import { answered, refused, scriptedClient } from './testing/scripted-client.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function statusWith(jobs: { processing: number; completed: number; failed: number }): Status {
  const counts = { queued: 0, cancelled: 0, ...jobs }
  return {
    pill:
      jobs.processing > 0 ? { kind: 'working', stage: 'Reading', progress: null } : { kind: 'up_to_date', lastSyncAtMs: null },
    accounts: [],
    counts: {
      rawEvents: 0,
      rawEventsFailed: 0,
      interactions: 0,
      calendarEvents: 0,
      contacts: 0,
      contactSuggestions: 0,
      contactIdentities: 0,
      embeddings: 0,
    },
    jobs: { ...counts, byKind: {} },
    dismissedJobs: 0,
    alerts: [],
  }
}

/** A status that the test moves on. */
function movingStatus(first: Status) {
  let current = first
  const listeners = new Set<() => void>()
  return {
    source: {
      get: () => current,
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    move(next: Status) {
      current = next
      for (const listener of listeners) listener()
    },
  }
}

test('says that it runs while jobs run, and afterwards what it did', async () => {
  const status = movingStatus(statusWith({ processing: 0, completed: 10, failed: 0 }))
  const store = createProcessJobsStore(
    scriptedClient({ 'jobs.process': () => answered({ runnable: 3, heldBack: 0, isPaused: false }) }),
    status.source,
  )
  const running = store.getState().process()
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getState()).toMatchObject({ isProcessing: true, outcome: null })
  status.move(statusWith({ processing: 2, completed: 11, failed: 0 }))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(store.getState().isProcessing).toBe(true)
  status.move(statusWith({ processing: 0, completed: 12, failed: 1 }))
  await running
  expect(store.getState()).toMatchObject({ isProcessing: false, outcome: '2 jobs finished, 1 failed' })
})

test('with nothing to do it says so at once', async () => {
  const status = movingStatus(statusWith({ processing: 0, completed: 10, failed: 0 }))
  const store = createProcessJobsStore(
    scriptedClient({ 'jobs.process': () => answered({ runnable: 0, heldBack: 0, isPaused: false }) }),
    status.source,
  )
  await store.getState().process()
  expect(store.getState()).toMatchObject({ isProcessing: false, outcome: 'Nothing was waiting' })
})

test('gives up waiting for jobs that end between two looks', async () => {
  const status = movingStatus(statusWith({ processing: 0, completed: 10, failed: 0 }))
  const store = createProcessJobsStore(
    scriptedClient({ 'jobs.process': () => answered({ runnable: 1, heldBack: 0, isPaused: false }) }),
    status.source,
  )
  const running = store.getState().process()
  await vi.advanceTimersByTimeAsync(2_000)
  await running
  expect(store.getState().isProcessing).toBe(false)
})

test('a refusal is shown and ends the run', async () => {
  const status = movingStatus(statusWith({ processing: 0, completed: 0, failed: 0 }))
  const store = createProcessJobsStore(scriptedClient({ 'jobs.process': refused }), status.source)
  await store.getState().process()
  expect(store.getState()).toMatchObject({ isProcessing: false, outcome: 'The reader is not there.' })
})

test('a tally that shrank, because finished jobs were tidied up, is no negative number', () => {
  expect(outcomeText({ completed: 100, failed: 2 }, { completed: 4, failed: 2 }, 1, 0)).toBe('0 jobs finished')
})

test('what a pause holds back is told, and a way to let it go on is offered', async () => {
  expect(outcomeText({ completed: 1, failed: 0 }, { completed: 3, failed: 1 }, 9, 4)).toBe(
    '2 jobs finished, 1 failed, 4 jobs are held back by a pause',
  )
  const status = movingStatus(statusWith({ processing: 0, completed: 10, failed: 0 }))
  const client = scriptedClient({ 'jobs.process': () => answered({ runnable: 1, heldBack: 1, isPaused: false }) })
  const store = createProcessJobsStore(client, status.source)
  const running = store.getState().process()
  await vi.advanceTimersByTimeAsync(2_000)
  await running
  expect(store.getState().outcome).toBe('1 job is held back by a pause')
  expect(useToasts.getState().toasts.at(-1)).toMatchObject({
    message: '1 job is held back by a pause.',
    action: { label: 'Show pauses' },
  })
})
