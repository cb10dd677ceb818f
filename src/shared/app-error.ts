// The closed set of errors that may cross a thread or IPC border, so that every one of them can be explained to a person.
import { z } from 'zod'

/** Every kind of error that a person can be shown. The kind decides what the screen offers to do about it. */
export const appErrorKinds = [
  'invalid_input',
  'not_found',
  'conflict',
  'needs_reconnect',
  'needs_approval',
  'offline',
  'rate_limited',
  'keychain_unavailable',
  'disk_full',
  'read_only',
  'database_corrupt',
  'schema_too_new',
  'locked',
  'cancelled',
  'unavailable',
  'internal',
] as const

/** @see appErrorKinds */
export type AppErrorKind = (typeof appErrorKinds)[number]

/** An error as a value: what went wrong, in a sentence for a person, and what they can do about it. */
export const appErrorSchema = z.object({
  kind: z.enum(appErrorKinds),
  message: z.string(),
  hint: z.string(),
  /** With `rate_limited`: when to come back, ms since the epoch, where the other side has said so. */
  retryAtMs: z.number().optional(),
})

/** @see appErrorSchema */
export type AppErrorValue = z.infer<typeof appErrorSchema>

/** A throwable {@link AppErrorValue}; its `message` and `hint` are written for a person and hold no secret and no mail text. */
export class AppError extends Error {
  readonly kind: AppErrorKind
  readonly hint: string
  readonly retryAtMs: number | undefined

  constructor(
    kind: AppErrorKind,
    message: string,
    hint: string,
    options?: ErrorOptions & { readonly retryAtMs?: number | undefined },
  ) {
    super(message, options)
    this.name = 'AppError'
    this.kind = kind
    this.hint = hint
    this.retryAtMs = options?.retryAtMs
  }
}

/** Turns anything that was thrown into a value that may cross a border. An unknown error becomes `internal`. */
export function toAppErrorValue(thrown: unknown): AppErrorValue {
  if (thrown instanceof AppError) {
    const { kind, message, hint, retryAtMs } = thrown
    return { kind, message, hint, ...(retryAtMs === undefined ? {} : { retryAtMs }) }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { kind: 'internal', message, hint: 'Try again. If it happens again, export the diagnostics from Settings.' }
}

/** The answer to any call over a border: a value or an error, never a rejected promise. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; error: AppErrorValue }

/** The value of a result; throws its error as an {@link AppError}. */
export function unwrapResult<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  const { kind, message, hint, retryAtMs } = result.error
  throw new AppError(kind, message, hint, { retryAtMs })
}
