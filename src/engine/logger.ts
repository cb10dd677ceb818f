// What the engine needs of a log, so that it does not care where lines go.

/** Values that may be logged beside a message. Never addresses, tokens or mail text. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

/** A log with four levels. Implementations redact what looks like an address or a token. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** `error` is what was thrown; its stack is kept, redacted. */
  error(message: string, fields?: { readonly error?: unknown; readonly [name: string]: unknown }): void
}

/** A log that keeps nothing, for code that is asked to be quiet. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
