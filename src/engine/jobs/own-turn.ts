// Gives each piece of background work a turn of the event loop to itself, so that calls and messages are answered between any two.

const waiting: (() => void)[] = []

/**
 * Resolves in a turn of the event loop that no other caller resolves in. `setImmediate` alone runs all that wait for it one after
 * another, and whoever calls meanwhile waits for the sum (https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick).
 */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(serveNext)
  })
}

/** An immediate that is set by an immediate runs in the next turn. */
function serveNext(): void {
  const resolve = waiting.shift()
  if (waiting.length > 0) setImmediate(serveNext)
  resolve?.()
}
