// Waits by the injected clock, so that tests decide how time passes.
import type { Clock } from '../clock.ts'

/** Resolves at `untilMs`; rejects with the signal's reason as soon as it is aborted. */
export function pauseUntil(clock: Clock, untilMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason)
      return
    }
    const onAbort = (): void => {
      takeBack()
      reject(signal.reason)
    }
    const takeBack = clock.callAt(untilMs, () => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
