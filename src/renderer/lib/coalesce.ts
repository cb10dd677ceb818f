// Turns a storm of "something changed" into few, never overlapping refetches.

/** A task that may be asked for at any rate. */
export interface Coalesced {
  /** Asks for a run: now if none is under way and the last one is old enough, else once more later. */
  request(): void
  /** Drops whatever was asked for and not started. */
  stop(): void
}

/**
 * Runs `task` at most once per `intervalMs` and never twice at once. However often it is asked for meanwhile, one more run
 * follows, so the last state is always seen.
 */
export function coalesce(task: () => Promise<void>, intervalMs: number): Coalesced {
  let isRunning = false
  let isWanted = false
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async (): Promise<void> => {
    isRunning = true
    isWanted = false
    try {
      await task()
    } finally {
      timer = setTimeout(() => {
        timer = undefined
        isRunning = false
        if (isWanted && !isStopped) void run()
      }, intervalMs)
    }
  }

  return {
    request() {
      if (isStopped) return
      if (isRunning) isWanted = true
      else void run()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
