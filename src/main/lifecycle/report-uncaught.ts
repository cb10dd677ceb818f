// Takes errors that nobody caught out of Electron's hands: they go to the log, and the person gets a page instead of a stack.
import type { AppErrorValue } from '../../shared/app-error.ts'
import type { Logger } from '../../engine/logger.ts'

/** Listens for the rest of the program's life. A rejection is only logged; after an exception nothing can be relied on. */
export function reportUncaught(logger: Logger, showProblem: (error: AppErrorValue) => void): void {
  process.on('unhandledRejection', (reason) =>
    logger.error('A promise was rejected and nobody listened.', { reason: describe(reason) }),
  )
  process.on('uncaughtException', (error) => {
    logger.error('Something broke.', { reason: describe(error) })
    showProblem({
      kind: 'internal',
      message: `Something unexpected happened (${error.message}).`,
      hint: 'Try again starts OmniCRM anew. Nothing that was stored is lost. The log in the data folder tells more.',
    })
  })
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}
