import { describe, expect, it } from 'vitest'
import { googleUnitsPerSecond, QuotaBucket, quotaUnits } from './quota-bucket.ts'
import { createLeapingClock } from './testing/leaping-clock.ts'

const startMs = Date.UTC(2026, 0, 31)
const running = new AbortController().signal

describe('the quota bucket', () => {
  it.each([
    ['Gmail reads', quotaUnits.mailGet, 15_000 / quotaUnits.mailGet],
    ['Calendar requests', quotaUnits.calendarRequest, 600],
  ])('never lets more %s through in a minute than Google allows', async (_name, units, allowedPerMinute) => {
    const clock = createLeapingClock(startMs)
    const bucket = new QuotaBucket(clock, googleUnitsPerSecond)
    const grantedAtMs: number[] = []
    while (clock.now() < startMs + 180_000) {
      await bucket.take(units, running)
      grantedAtMs.push(clock.now())
    }
    const worstMinute = Math.max(
      ...grantedAtMs.map((fromMs, index) => {
        const end = grantedAtMs.findIndex((atMs) => atMs >= fromMs + 60_000)
        return (end === -1 ? grantedAtMs.length : end) - index
      }),
    )
    expect(worstMinute).toBeLessThanOrEqual(allowedPerMinute)
    expect(worstMinute).toBeGreaterThan(allowedPerMinute / 2)
  })

  it.each([googleUnitsPerSecond, null])(
    'lets nobody through while it is held, whatever may be spent (%s)',
    async (unitsPerSecond) => {
      const clock = createLeapingClock(startMs)
      const bucket = new QuotaBucket(clock, unitsPerSecond)
      bucket.holdUntil(startMs + 3000)
      await Promise.all([bucket.take(5, running), bucket.take(5, running)])
      expect(clock.now()).toBe(startMs + 3000)
      await bucket.take(5, running)
      expect(clock.now()).toBe(startMs + 3000)
    },
  )

  it('grants a burst at once after a rest', async () => {
    const clock = createLeapingClock(startMs)
    const bucket = new QuotaBucket(clock, googleUnitsPerSecond)
    for (let request = 0; request < 300; request += 1) await bucket.take(quotaUnits.mailGet, running)
    expect(clock.waitedMs).toBe(0)
  })

  it('is not emptied by a clock that was set back', async () => {
    const clock = createLeapingClock(startMs)
    const bucket = new QuotaBucket(clock, googleUnitsPerSecond)
    clock.advance(-3_600_000)
    await bucket.take(quotaUnits.mailGet, running)
    expect(clock.waitedMs).toBe(0)
  })

  it('lets go of who waits when the job is to stop', async () => {
    const clock = createLeapingClock(startMs)
    const bucket = new QuotaBucket(clock, 1)
    await bucket.take(1500, running)
    const stopping = new AbortController()
    const waiting = bucket.take(10, stopping.signal)
    stopping.abort(new Error('stop'))
    await expect(waiting).rejects.toThrow('stop')
  })
})
