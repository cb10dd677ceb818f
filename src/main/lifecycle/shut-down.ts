// The last phase: lets running jobs put down their work, for a bounded time, then ends the program.
import { app } from 'electron'
import type { Logger } from '../../engine/logger.ts'

/** How long running jobs may take to reach their next checkpoint. */
export const drainMs = 5_000

/** What has to be put down before the end. */
export interface ShutDownOptions {
  readonly logger: Logger
  /** Resolves to the names of what did not end in time. */
  readonly stop: (drainMs: number) => Promise<readonly string[]>
  /** Runs first: what a person sees is gone before the work is, and what they have typed is handed over. */
  readonly closeWindow: () => Promise<void>
}

/** Puts an orderly end in the way of every quit: from the menu, the tray, the last window, a signal, or the system. */
export function shutDownOnQuit({ logger, stop, closeWindow }: ShutDownOptions): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void closeWindow()
      .then(() => stop(drainMs))
      .then(
        (late) => {
          if (late.length > 0) logger.warn('Threads did not end in time.', { threads: late.join(', ') })
        },
        (error: unknown) => logger.error('The shutdown failed.', { error: String(error) }),
      )
      .then(() => {
        state = 'stopped'
        app.quit()
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}
