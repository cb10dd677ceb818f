// Keeps those who wait until there is nothing more to do.

const keepAliveMs = 2 ** 30

interface Waiter {
  readonly horizonMs: number
  readonly resolve: () => void
}

/** Everybody who waits for the runner to be idle. */
export class IdleWaiters {
  readonly #waiters = new Set<Waiter>()

  /**
   * Calls `begin` and waits until {@link release} finds nothing due within `horizonMs`, or `begin`'s argument is called. The process does not
   * end meanwhile: the clock's own timers do not keep it alive.
   */
  async wait(horizonMs: number, begin: (resolve: () => void) => void): Promise<void> {
    const keepAlive = setInterval(() => undefined, keepAliveMs)
    await new Promise<void>((resolve) => {
      const waiter = { horizonMs, resolve }
      this.#waiters.add(waiter)
      begin(resolve)
    })
    clearInterval(keepAlive)
  }

  /** Lets go of those who do not wait for what is due in `dueInMs`; `first` is called before, if there are any. */
  release(dueInMs: number, first: () => void): void {
    const released = [...this.#waiters].filter((waiter) => dueInMs > waiter.horizonMs)
    if (released.length === 0) return
    first()
    for (const waiter of released) {
      this.#waiters.delete(waiter)
      waiter.resolve()
    }
  }
}
