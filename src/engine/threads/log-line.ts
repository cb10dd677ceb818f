// Carries log lines from a thread to the host, which owns the log file.
import type { LogFields, Logger } from '../logger.ts'

/** The levels of a {@link Logger}, least important first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
/** @see logLevels */
export type LogLevel = (typeof logLevels)[number]

/** One line on its way to the log. */
export interface LogLine {
  readonly level: LogLevel
  /** Which part of the program speaks: `engine`, `reader`, `embedder`, `main`. */
  readonly from: string
  readonly message: string
  readonly fields: LogFields
}

/** A logger that hands each line to `send`, with errors turned into text. */
export function createLineLogger(from: string, send: (line: LogLine) => void): Logger {
  const write =
    (level: LogLevel) =>
    (message: string, fields: object = {}): void =>
      send({ level, from, message, fields: flatten(fields) })
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

function flatten(fields: object): LogFields {
  const flat: LogFields = {}
  for (const [name, value] of Object.entries(fields)) flat[name] = toText(value)
  return flat
}

function toText(value: unknown): LogFields[string] {
  if (value === null || value === undefined) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Error) {
    const cause = value.cause === undefined ? '' : `\ncaused by ${String(toText(value.cause))}`
    return `${value.stack ?? value.message}${cause}`
  }
  return JSON.stringify(value)
}
