import { describe, expect, it } from 'vitest'
import { runInTime } from './run-in-time.ts'

describe('work with a limit', () => {
  it('is done, and throws what it throws', () => {
    let done = 0
    runInTime(10_000, () => (done += 1))
    expect(done).toBe(1)
    const own = new RangeError('its own')
    expect(() =>
      runInTime(10_000, () => {
        throw own
      }),
    ).toThrow(own)
  })

  it('is ended in the middle of a loop or a pattern, whatever it catches, and others go on', () => {
    let done = 0
    const loop = (): void => {
      for (;;) {
        try {
          for (;;);
        } catch {
          done += 1
        }
      }
    }
    const pattern = (): void => void /^(?:a+)+$/.test(`${'a'.repeat(60)}!`)
    for (const endless of [loop, pattern]) {
      expect(() => runInTime(50, endless)).toThrow('It could not be read within 0.05 seconds.')
    }
    runInTime(10_000, () => (done += 1))
    expect(done).toBe(1)
  })
})
