// Tells the engine when the computer sleeps, and, when it wakes, not before the network is back; also when the network comes back by itself.
import { net, powerMonitor } from 'electron'

/** What is told. */
export interface PowerReactions {
  suspend(): void
  resume(isOnline: boolean): void
}

/** A network that is not back by then may never come; the work that needs none goes on. */
const longestWaitMs = 60_000
const askEveryMs = 1_000
/** How soon the return of a network is noticed that went while the computer was awake. */
const lookEveryMs = 5_000

/** Listens to the computer's sleep for as long as the app runs. */
export function watchPower(reactions: PowerReactions): void {
  let timer: NodeJS.Timeout | undefined
  powerMonitor.on('suspend', () => {
    clearTimeout(timer)
    reactions.suspend()
  })
  powerMonitor.on('resume', () => {
    clearTimeout(timer)
    const wokeAtMs = Date.now()
    const resumeOnceOnline = (): void => {
      const isOnline = net.isOnline()
      if (isOnline || Date.now() - wokeAtMs > longestWaitMs) return reactions.resume(isOnline)
      timer = setTimeout(resumeOnceOnline, askEveryMs)
    }
    resumeOnceOnline()
  })
  let wasOnline = net.isOnline()
  setInterval(() => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) reactions.resume(isOnline)
    wasOnline = isOnline
  }, lookEveryMs).unref()
}
