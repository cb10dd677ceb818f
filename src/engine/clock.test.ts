import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from './clock.ts'

afterEach(() => vi.restoreAllMocks())

it('calls nobody late because the clock was set back meanwhile', async () => {
  const readNow = Date.now
  const called = new Promise<number>((resolve) => {
    systemClock.callAt(systemClock.now() + 30, () => resolve(systemClock.now()))
  })
  const beganAt = readNow()
  // Timers of the computer's clock do not keep a process alive.
  const keepAlive = setInterval(() => undefined, 1_000)
  vi.spyOn(Date, 'now').mockImplementation(() => readNow() - 3_600_000)
  expect(await called).toBeLessThan(beganAt)
  clearInterval(keepAlive)
})
