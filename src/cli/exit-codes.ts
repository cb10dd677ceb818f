// What the command line tells the shell.
import { AppError, type AppErrorKind } from '../shared/app-error.ts'

/** Exit codes; what each means is said by {@link describeExitCodes}. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, locked: 3, needsReconnect: 4, failedItems: 5 } as const

const meanings: Record<keyof typeof exitCodes, string> = {
  done: 'done',
  failed: 'failed, or something of it is left undone: the reason is told',
  wrongUsage: 'wrong usage',
  locked: 'another OmniCRM works on the data folder',
  needsReconnect: 'an account needs reconnecting',
  failedItems: 'finished, but some items could not be processed',
}

/** A line for each exit code, for the help. */
export function describeExitCodes(): string {
  return Object.entries(exitCodes)
    .map(([name, code]) => `  ${code}  ${meanings[name as keyof typeof exitCodes]}`)
    .join('\n')
}

const codesByKind: Partial<Record<AppErrorKind, number>> = {
  locked: exitCodes.locked,
  needs_reconnect: exitCodes.needsReconnect,
  invalid_input: exitCodes.wrongUsage,
}

/** The exit code for something that was thrown. */
export function exitCodeOf(thrown: unknown): number {
  return (thrown instanceof AppError ? codesByKind[thrown.kind] : undefined) ?? exitCodes.failed
}
