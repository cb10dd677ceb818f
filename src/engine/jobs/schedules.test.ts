import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { transaction } from '../db/database.ts'
import { listSchedules } from '../db/queries/jobs/list-schedules.ts'
import { readSettings } from '../db/queries/settings/read-settings.ts'
import { pauseJobs } from './commands/pause-jobs.ts'
import { runSchedule } from './commands/run-schedule.ts'
import { setSyncInterval, updateSchedule } from './commands/update-schedule.ts'
import { enqueue } from './enqueue.ts'
import { defaultSchedules, type ScheduleSource } from './schedules.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
let queue: TestQueue
afterEach(async () => {
  await queue.close()
  vi.unstubAllEnvs()
})

const registry = { prune: testDefinition<'prune'>(async () => completed({ removedJobs: 0 })) }
const hourly: ScheduleSource = {
  defaults: [{ id: 'prune', kind: 'prune', title: 'Prune', expression: '0 * * * *', jitterMs: 60_000 }],
  start: (tx, kind) => (kind === 'prune' ? [enqueue(tx, 'prune', {})] : []),
}
const runs = (): number => queue.rows("SELECT id FROM jobs WHERE kind = 'prune'").length

describe('schedules', () => {
  it('start their jobs at the next due time with some jitter, and tell when that is', async () => {
    queue = createTestQueue(registry, { schedules: hourly })
    const start = queue.clock.now()
    await queue.settle()
    expect(listSchedules(queue.db)).toEqual([
      {
        id: 'prune',
        kind: 'prune',
        title: 'Prune',
        expression: '0 * * * *',
        isEnabled: true,
        nextRunAtMs: start + hourMs + 30_000,
        waitingSinceMs: null,
        lastRunAtMs: null,
      },
    ])
    queue.clock.advance(hourMs + 29_999)
    await queue.settle()
    expect(runs()).toBe(0)
    queue.clock.advance(1)
    await queue.settle()
    expect(runs()).toBe(1)
    expect(listSchedules(queue.db)[0]).toMatchObject({
      lastRunAtMs: start + hourMs + 30_000,
      nextRunAtMs: start + 2 * hourMs + 30_000,
    })
  })

  it('make up for any number of missed runs with one, also after a restart and a sleep', async () => {
    queue = createTestQueue(registry, { schedules: hourly })
    await queue.settle()
    await queue.restart()
    queue.clock.jumpTo(queue.clock.now() + 50 * hourMs)
    await queue.settle()
    expect(runs()).toBe(1)
    queue.runner.suspend()
    queue.clock.advance(10 * hourMs)
    await queue.settle()
    expect(runs()).toBe(1)
    queue.runner.resume()
    await queue.settle()
    expect(runs()).toBe(2)
  })

  it('follow what a person sets, and keep it over restarts', async () => {
    queue = createTestQueue(registry, {
      schedules: { ...hourly, defaults: [...hourly.defaults, ...defaultSchedules.slice(0, 2)] },
    })
    await queue.settle()
    transaction(queue.db, (tx) => {
      updateSchedule(tx, { id: 'prune', isEnabled: false })
      setSyncInterval(tx, 120)
    })
    await queue.restart()
    await queue.settle()
    queue.clock.advance(2 * hourMs)
    await queue.settle()
    expect(runs()).toBe(0)
    expect(listSchedules(queue.db).map(({ id, expression, isEnabled }) => ({ id, expression, isEnabled }))).toEqual([
      { id: 'calendar_sync', expression: '0 */2 * * *', isEnabled: true },
      { id: 'mail_sync', expression: '0 */2 * * *', isEnabled: true },
      { id: 'prune', expression: '0 * * * *', isEnabled: false },
    ])
  })

  it('start at once when a person asks, also while switched off, and at their time as before', async () => {
    queue = createTestQueue(registry, { schedules: hourly })
    const start = queue.clock.now()
    await queue.settle()
    const [before] = listSchedules(queue.db)
    queue.clock.advance(1_000)
    const ran = transaction(queue.db, (tx) => runSchedule(tx, hourly, 'prune'))
    expect(ran).toEqual({ jobIds: [expect.any(Number)], joined: 0 })
    await queue.settle()
    expect(queue.rows('SELECT id, status, priority FROM jobs')).toEqual([{ id: ran.jobIds[0], status: 'completed', priority: 2 }])
    expect(listSchedules(queue.db)).toEqual([{ ...before, lastRunAtMs: start + 1_000 }])

    transaction(queue.db, (tx) => updateSchedule(tx, { id: 'prune', isEnabled: false }))
    transaction(queue.db, (tx) => runSchedule(tx, hourly, 'prune'))
    await queue.settle()
    expect(runs()).toBe(2)
    expect(listSchedules(queue.db)).toMatchObject([{ isEnabled: false, nextRunAtMs: null }])
    expect(() => transaction(queue.db, (tx) => runSchedule(tx, hourly, 'breakfast'))).toThrow('There is no schedule "breakfast".')
  })

  it('start nothing beside a job that is at it already, or about to be', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const pruning = testDefinition<'prune'>(() => promise.then(() => completed({ removedJobs: 0 })), {
      unique: 'while_unfinished',
    })
    queue = createTestQueue({ prune: pruning }, { schedules: hourly })
    queue.runner.start()
    const run = (): ReturnType<typeof runSchedule> => transaction(queue.db, (tx) => runSchedule(tx, hourly, 'prune'))
    const started = new Promise((resolveStart) => queue.events.on('job.started', resolveStart))
    const first = run()
    expect(run()).toEqual({ jobIds: first.jobIds, joined: 1 })
    await started
    expect(run()).toEqual({ jobIds: first.jobIds, joined: 1 })
    resolve()
    await queue.settleRunning()
    expect(runs()).toBe(1)
  })

  it('answer when they run next once they are changed', async () => {
    queue = createTestQueue(registry, { schedules: hourly })
    await queue.settle()
    const start = queue.clock.now()
    const update = (change: object): number | null =>
      transaction(queue.db, (tx) => updateSchedule(tx, { id: 'prune', ...change })).nextRunAtMs
    const next = update({ expression: '20 * * * *' }) ?? 0
    expect(Math.floor(next / 60_000)).toBe((start + 20 * 60_000) / 60_000)
    expect(listSchedules(queue.db)[0]).toMatchObject({ expression: '20 * * * *', nextRunAtMs: next })
    expect(update({ isEnabled: false })).toBeNull()
    queue.clock.advance(2 * hourMs)
    await queue.settle()
    expect(runs()).toBe(0)
    expect(update({ isEnabled: true })).toBeGreaterThan(queue.clock.now())
  })

  it.each([
    ['now and then', 'is not a schedule'],
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['* * * * * *', 'it needs five fields'],
    ['2030-01-01T00:00:00', 'it needs five fields'],
    ['0 0 31 2 *', 'never comes'],
  ])('refuse "%s", say why and change nothing', async (expression, why) => {
    queue = createTestQueue(registry, { schedules: hourly })
    await queue.settle()
    const [before] = listSchedules(queue.db)
    expect(() => transaction(queue.db, (tx) => updateSchedule(tx, { id: 'prune', expression }))).toThrow(why)
    expect(listSchedules(queue.db)).toEqual([before])
  })

  it('hold up nobody when one of them cannot start', async () => {
    queue = createTestQueue(registry, {
      schedules: {
        defaults: [...hourly.defaults, { id: 'other', kind: 'optimize', title: 'Other', expression: '0 * * * *', jitterMs: 0 }],
        start: (tx, kind) => {
          if (kind === 'optimize') throw new Error('no account')
          return [enqueue(tx, 'prune', {})]
        },
      },
    })
    await queue.settle()
    queue.clock.advance(2 * hourMs)
    await queue.settle()
    expect(queue.rows('SELECT kind, status FROM jobs')).toEqual([{ kind: 'prune', status: 'completed' }])
    const now = queue.clock.now()
    expect(listSchedules(queue.db)).toMatchObject([
      { id: 'other', lastRunAtMs: null, nextRunAtMs: now + hourMs },
      { id: 'prune', lastRunAtMs: now },
    ])
  })

  it('follow the setting without switching on what a person has switched off, and the setting tells how they are', async () => {
    queue = createTestQueue(registry, { schedules: { ...hourly, defaults: defaultSchedules.slice(0, 2) } })
    await queue.settle()
    const write = (work: Parameters<typeof transaction<unknown>>[1]): unknown => transaction(queue.db, work)
    const state = (): unknown => [
      readSettings(queue.db).syncEveryMinutes,
      ...listSchedules(queue.db).map(({ expression, isEnabled }) => `${expression}${isEnabled ? '' : ' off'}`),
    ]
    expect(state()).toEqual([15, '*/15 * * * *', '*/15 * * * *'])
    write((tx) => updateSchedule(tx, { id: 'mail_sync', isEnabled: false }))
    write((tx) => setSyncInterval(tx, 30))
    expect(state()).toEqual([30, '*/30 * * * *', '*/30 * * * * off'])
    write((tx) => updateSchedule(tx, { id: 'calendar_sync', isEnabled: false }))
    expect(state()).toEqual([0, '*/30 * * * * off', '*/30 * * * * off'])
    write((tx) => setSyncInterval(tx, 60))
    expect(state()).toEqual([60, '0 * * * *', '0 * * * *'])
    write((tx) => updateSchedule(tx, { id: 'mail_sync', expression: '*/45 * * * *' }))
    expect(state()).toEqual([null, '0 * * * *', '*/45 * * * *'])
    write((tx) => setSyncInterval(tx, 0))
    expect(state()).toEqual([0, '0 * * * * off', '*/45 * * * * off'])
  })

  it('follow a person into another time zone', async () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    queue = createTestQueue(registry, {
      schedules: { ...hourly, defaults: [{ id: 'prune', kind: 'prune', title: 'Prune', expression: '0 3 * * *', jitterMs: 0 }] },
    })
    const next = (): string => new Date(listSchedules(queue.db)[0]?.nextRunAtMs ?? 0).toISOString()
    await queue.settle()
    expect(next()).toBe('2026-03-03T02:00:00.000Z')
    queue.runner.suspend()
    vi.stubEnv('TZ', 'America/New_York')
    queue.runner.resume()
    await queue.settle()
    expect(next()).toBe('2026-03-03T08:00:00.000Z')
    queue.clock.jumpTo(Date.parse('2026-03-03T08:00:00Z'))
    await queue.settle()
    expect([runs(), next()]).toEqual([1, '2026-03-04T08:00:00.000Z'])
  })
})

describe('housekeeping', () => {
  const night = Date.parse('2026-03-03T03:00:00Z')
  const housekeeping = {
    id: 'prune',
    kind: 'prune',
    title: 'Prune',
    expression: '0 3 * * *',
    jitterMs: 0,
    isHousekeeping: true,
  } as const
  const sync = { id: 'sync', kind: 'insight', title: 'Sync', expression: '0 * * * *', jitterMs: 0 } as const
  // Three at night is told by the computer's zone.
  beforeEach(() => {
    vi.stubEnv('TZ', 'UTC')
  })
  /** Ends what runs. */
  let finish: () => void
  const working = testDefinition<'insight'>(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(completed({ insightId: 1 }))
      }),
  )
  const source: ScheduleSource = {
    // In this order both would be due at once: the one that waits for the other is the first.
    defaults: [housekeeping, sync],
    start: (tx, kind) => [kind === 'prune' ? enqueue(tx, 'prune', {}) : enqueue(tx, 'insight', { contactId: 1 })],
  }
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  const goOn = async (byMs: number): Promise<void> => {
    queue.clock.advance(byMs)
    await turn()
  }
  const state = (): unknown => {
    const { nextRunAtMs, waitingSinceMs } = listSchedules(queue.db).find(({ id }) => id === 'prune') ?? {}
    return { runs: runs(), nextRunAtMs, waitingSinceMs }
  }
  const begin = async (atMs: number, schedules = source): Promise<void> => {
    queue = createTestQueue({ ...registry, insight: working }, { schedules })
    await queue.settle()
    queue.clock.jumpTo(atMs)
    queue.runner.wake()
    await turn()
  }

  it('waits for what is due with it and for all that comes after, tells so, and is done once nothing else is', async () => {
    await begin(night)
    expect(queue.rows('SELECT kind, status FROM jobs')).toEqual([{ kind: 'insight', status: 'processing' }])
    expect(state()).toEqual({ runs: 0, nextRunAtMs: night + 5 * minuteMs, waitingSinceMs: night })
    queue.add('insight', { contactId: 2 })
    finish()
    await turn()
    await goOn(5 * minuteMs)
    expect(state()).toEqual({ runs: 0, nextRunAtMs: night + 10 * minuteMs, waitingSinceMs: night })
    finish()
    await turn()
    await goOn(5 * minuteMs)
    expect(state()).toEqual({ runs: 1, nextRunAtMs: night + 24 * hourMs, waitingSinceMs: null })
  })

  it('does not wait for what a person holds back, nor for what waits for its time', async () => {
    await begin(night - minuteMs, { ...source, defaults: [housekeeping] })
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'job_kind', jobKind: 'insight' }))
    queue.add('insight', { contactId: 1 })
    queue.add('insight', { contactId: 2 }, { runAtMs: night + hourMs })
    await turn()
    await goOn(minuteMs)
    expect(state()).toEqual({ runs: 1, nextRunAtMs: night + 24 * hourMs, waitingSinceMs: null })
  })

  it('leaves the first minutes after the start and after a sleep to the person', async () => {
    await begin(night - minuteMs, { ...source, defaults: [housekeeping] })
    await queue.restart()
    queue.clock.jumpTo(night)
    await queue.settle()
    expect(state()).toEqual({ runs: 0, nextRunAtMs: night + 5 * minuteMs, waitingSinceMs: night })
    queue.runner.suspend()
    queue.clock.advance(7 * hourMs)
    queue.runner.resume()
    await turn()
    const morning = night + 7 * hourMs
    expect(state()).toEqual({ runs: 0, nextRunAtMs: morning + 5 * minuteMs, waitingSinceMs: night })
    await goOn(5 * minuteMs)
    expect(state()).toEqual({ runs: 1, nextRunAtMs: night + 24 * hourMs, waitingSinceMs: null })
  })

  it('is done after a day, however much there is to do and however often the program is started anew', async () => {
    await begin(night - minuteMs, { ...source, defaults: [housekeeping] })
    queue.add('insight', { contactId: 1 })
    await turn()
    await goOn(minuteMs)
    while (queue.clock.now() < night + 12 * hourMs) await goOn(5 * minuteMs)
    await queue.restart()
    queue.runner.start()
    while (queue.clock.now() < night + 24 * hourMs - minuteMs) await goOn(minuteMs)
    expect(state()).toMatchObject({ runs: 0, waitingSinceMs: night })
    await goOn(5 * minuteMs)
    expect(state()).toEqual({ runs: 1, nextRunAtMs: night + 48 * hourMs, waitingSinceMs: null })
  })

  it('waits no longer than it would have when the clock is set back, and for the same run in another time zone', async () => {
    await begin(night)
    vi.stubEnv('TZ', 'America/New_York')
    queue.runner.suspend()
    queue.clock.jumpTo(night - hourMs)
    queue.runner.resume()
    await turn()
    expect(state()).toEqual({ runs: 0, nextRunAtMs: night - 55 * minuteMs, waitingSinceMs: night - hourMs })
  })

  it('is done at once when a person asks, and then waits no longer', async () => {
    await begin(night)
    transaction(queue.db, (tx) => runSchedule(tx, source, 'prune'))
    await turn()
    expect(queue.rows("SELECT status FROM jobs WHERE kind = 'prune'")).toEqual([{ status: 'completed' }])
    expect(state()).toEqual({ runs: 1, nextRunAtMs: night + 24 * hourMs, waitingSinceMs: null })
  })
})
