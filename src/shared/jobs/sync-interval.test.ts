import { Cron } from 'croner'
import { describe, expect, it } from 'vitest'
import { intervalExpression, intervalOf, syncIntervals } from './sync-interval.ts'

describe('an interval of the syncs', () => {
  it.each(syncIntervals)('of %i minutes is due at equal distances, also over midnight', (minutes) => {
    const runs = new Cron(intervalExpression(minutes), { timezone: 'UTC' }).nextRuns(300, new Date(Date.UTC(2026, 2, 2, 9)))
    const gaps = runs.slice(1).map((run, index) => (run.getTime() - (runs[index]?.getTime() ?? 0)) / 60_000)
    expect(new Set(gaps)).toEqual(new Set([minutes]))
    expect(intervalOf(intervalExpression(minutes))).toBe(minutes)
  })

  it('is nothing that an expression of another kind stands for', () => {
    expect([intervalOf('*/45 * * * *'), intervalOf('0 9 * * 1-5')]).toEqual([null, null])
  })
})
