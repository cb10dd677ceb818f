// What the command line tells the shell.
import { AppError, type AppErrorKind } from '../shared/app-error.ts'

/** Exit codes, as documented in the README of the command line. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, locked: 3, needsReconnect: 4, failedItems: 5 } as const

const codesByKind: Partial<Record<AppErrorKind, number>> = {
  locked: exitCodes.locked,
  needs_reconnect: exitCodes.needsReconnect,
  invalid_input: exitCodes.wrongUsage,
}

/** The exit code for something that was thrown. */
export function exitCodeOf(thrown: unknown): number {
  return (thrown instanceof AppError ? codesByKind[thrown.kind] : undefined) ?? exitCodes.failed
}
