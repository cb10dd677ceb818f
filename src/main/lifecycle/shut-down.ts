// The last phase: lets running jobs put down their work, for a bounded time, then ends the program.
import { app } from 'electron'
import type { Logger } from '../../engine/logger.ts'

/** How long running jobs may take to reach their next checkpoint. */
export const drainMs = 5_000

/** How long what was logged last may take to reach the file. */
const lastWordsMs = 200

/** What has to be put down before the end. */
export interface ShutDownOptions {
  readonly logger: Logger
  /** Resolves to the names of what did not end in time. */
  readonly stop: (drainMs: number) => Promise<readonly string[]>
  /** Runs first: what a person sees is gone before the work is, and what they have typed is handed over. */
  readonly closeWindow: () => Promise<void>
}

/**
 * Ends the process with threads in it that have not ended, for instance with a model half loaded on a slow computer. An orderly end would
 * break them off, and that may wait for ever for what they had begun; nothing is lost either way: the database stands a sudden end.
 */
function endAbruptly(logger: Logger, late: readonly string[]): void {
  logger.warn('Threads did not end in time.', { threads: late.join(', ') })
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), lastWordsMs)
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
      .catch((error: unknown): readonly string[] => {
        logger.error('The shutdown failed.', { error: String(error) })
        return []
      })
      .then((late) => {
        if (late.length > 0) return endAbruptly(logger, late)
        state = 'stopped'
        app.quit()
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}
