// Lets calls wait for something that is not open yet, and closing do without it.

/** Something that is opened once; calls may come before that. */
export class Opening<Handle> {
  /** Resolves once opened; rejects when opening failed. Waits for ever while nobody opens. */
  readonly handle: Promise<Handle>
  #resolve = (_handle: Promise<Handle>): void => undefined
  #isAsked = false

  constructor() {
    this.handle = new Promise((resolve) => (this.#resolve = resolve))
  }

  /** Opens, and resolves when that is done. */
  async open(opening: Promise<Handle>): Promise<void> {
    this.#isAsked = true
    this.#resolve(opening)
    await this.handle
  }

  /** Closes what was opened; does nothing when nothing was, or when opening failed. */
  async close(close: (handle: Handle) => Promise<void>): Promise<void> {
    if (!this.#isAsked) return
    // Why opening failed was thrown to whoever asked for it, and is thrown to every call; there is then nothing to close.
    const handle = await this.handle.catch(() => undefined)
    if (handle !== undefined) await close(handle)
  }
}
