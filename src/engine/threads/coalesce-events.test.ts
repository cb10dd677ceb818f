import { describe, expect, it } from 'vitest'
import type { Clock } from '../clock.ts'
import { coalesceEvents } from './coalesce-events.ts'

function createClock(): Clock & { advance(byMs: number): void } {
  let nowMs = 0
  let timers: { atMs: number; callback: () => void }[] = []
  return {
    now: () => nowMs,
    callAt(atMs, callback) {
      const timer = { atMs, callback }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    advance(byMs) {
      const untilMs = nowMs + byMs
      for (;;) {
        const [next] = timers.filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        nowMs = next.atMs
        next.callback()
      }
      nowMs = untilMs
    },
  }
}

function listen() {
  const clock = createClock()
  const heard: unknown[] = []
  const emit = coalesceEvents((name, payload) => heard.push({ atMs: clock.now(), name, payload }), clock)
  return { clock, heard, emit }
}

function progress(jobId: number, done: number) {
  return { jobId, kind: 'embed', accountId: null, progress: { done, total: 100, what: 'texts' } }
}

describe('coalesceEvents', () => {
  it('tells the first change at once and gathers the topics of the next 200 ms', () => {
    const { clock, heard, emit } = listen()
    emit('data.changed', { topics: ['jobs'] })
    clock.advance(50)
    emit('data.changed', { topics: ['jobs', 'people'] })
    clock.advance(100)
    emit('data.changed', { topics: ['timeline'] })
    clock.advance(1_000)
    expect(heard).toEqual([
      { atMs: 0, name: 'data.changed', payload: { topics: ['jobs'] } },
      { atMs: 200, name: 'data.changed', payload: { topics: ['jobs', 'people', 'timeline'] } },
    ])
  })

  it('tells at most five changes a second however often things change', () => {
    const { clock, heard, emit } = listen()
    for (let elapsedMs = 0; elapsedMs < 1_000; elapsedMs += 5) {
      emit('data.changed', { topics: ['jobs'] })
      clock.advance(5)
    }
    expect(heard.length).toBeLessThanOrEqual(6)
  })

  it('keeps each job to ten steps a second, apart from the others, and never loses the last one', () => {
    const { clock, heard, emit } = listen()
    for (let done = 1; done <= 50; done += 1) {
      emit('jobs.progress', progress(1, done))
      emit('jobs.progress', progress(2, done))
      clock.advance(5)
    }
    clock.advance(1_000)
    const ofJob = (jobId: number) => heard.filter((event) => (event as { payload: { jobId: number } }).payload.jobId === jobId)
    expect(ofJob(1)).toHaveLength(4)
    expect(ofJob(2)).toHaveLength(4)
    expect(heard.slice(-2)).toEqual([
      { atMs: 300, name: 'jobs.progress', payload: progress(1, 50) },
      { atMs: 300, name: 'jobs.progress', payload: progress(2, 50) },
    ])
  })

  it('tells every alert', () => {
    const { heard, emit } = listen()
    const alert = { id: 1, kind: 'stalled', message: 'a', cure: 'b', jobId: null, sinceMs: 0, lastSeenAtMs: 0, occurrences: 1 }
    emit('alerts.raised', alert)
    emit('alerts.raised', { ...alert, id: 2 })
    expect(heard).toHaveLength(2)
  })
})
