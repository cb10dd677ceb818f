// Sends one job's requests to Google: token, quota, the error table and short waits are all here, so that callers only see answers.
import { AppError } from '../../shared/app-error.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { Clock } from '../clock.ts'
import type { GoogleAccess } from './access.ts'
import {
  classifyGoogleError,
  unhintedPauseMs,
  type GoogleErrorSubject,
  type GoogleErrorVerdict,
} from './classify-google-error.ts'
import { readGoogleErrorBody } from './google-error-body.ts'
import { GoogleRequestError } from './google-request-error.ts'
import type { GoogleApis } from './load-google-apis.ts'
import { isOfflineCode } from './network-wait.ts'
import { pauseUntil } from './pause.ts'
import type { QuotaBucket } from './quota-bucket.ts'
import { watchLine } from './watch-line.ts'

/** What a request is for. */
export interface GoogleCall {
  /** In plain words, for errors: "reading a calendar". */
  readonly purpose: string
  readonly units: number
  readonly subject: GoogleErrorSubject
}

/** What a session is made from. */
export interface GoogleSessionParts {
  readonly apis: GoogleApis
  readonly access: GoogleAccess
  readonly quota: QuotaBucket
  readonly clock: Clock
  readonly signal: AbortSignal
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number
}

/** How the library is told to send one request. */
export interface GoogleRequestOptions {
  readonly headers: Record<string, string>
  readonly fetchImplementation: typeof fetch
  readonly retry: false
  readonly validateStatus: () => boolean
  readonly responseType: 'text'
  readonly signal: AbortSignal
}

interface RawAnswer {
  readonly data: unknown
  readonly status: number
  readonly headers: unknown
}

/** Tries of one request before its trouble is the job's. */
const maxTries = 5
const backoffBaseMs = 250
const backoffMaxMs = 8000
/** A limit that ends sooner is waited for in place; a longer one puts the job off. */
const longestWaitInPlaceMs = 5000
const requestTimeoutMs = 60_000

/** One job's line to Google. Counts what it sends. */
export class GoogleSession {
  readonly #parts: GoogleSessionParts
  #requests = 0
  #token: Promise<string> | null = null

  constructor(parts: GoogleSessionParts) {
    this.#parts = parts
  }

  /** Google's API classes; their methods take the options that {@link request} hands out. */
  get apis(): GoogleApis {
    return this.#parts.apis
  }

  /** Requests sent so far, repeated ones included. */
  get requests(): number {
    return this.#requests
  }

  /**
   * Sends a request and answers with its parsed JSON. Passing trouble is tried again a few times with growing, jittered pauses;
   * short limits are waited for.
   * @throws {GoogleRequestError} with what to do about it
   * @throws the signal's reason when the job is to stop
   */
  async request(call: GoogleCall, send: (options: GoogleRequestOptions) => Promise<unknown>): Promise<unknown> {
    const { clock, signal, random, quota } = this.#parts
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted()
      const { closedUntilMs } = quota
      if (closedUntilMs > clock.now()) {
        throw new GoogleRequestError(
          { kind: 'retry_at', atMs: closedUntilMs, isHinted: true },
          429,
          call.purpose,
          'Google asked to wait.',
        )
      }
      await quota.take(call.units, signal)
      const token = await this.#getToken(call)
      const answer =
        token instanceof GoogleRequestError ? ({ kind: 'error', error: token } as const) : await this.#send(call, token, send)
      if (answer.kind === 'value') return answer.value
      const { error } = answer
      const { verdict } = error
      switch (verdict.kind) {
        case 'offline':
        case 'transient': {
          if (tries >= maxTries) throw error
          const ceilingMs = Math.min(backoffMaxMs, backoffBaseMs * 2 ** (tries - 1))
          await pauseUntil(clock, clock.now() + Math.ceil(random() * ceilingMs), signal)
          break
        }
        case 'retry_at':
          await this.#waitForLimit(verdict, error, tries)
          break
        case 'renew_token':
          if (tries >= maxTries || token instanceof GoogleRequestError) throw error
          this.#renewToken(token)
          break
        case 'resync':
        case 'reconnect':
        case 'skip_item':
        case 'give_up':
          throw error
        default:
          assertNever(verdict)
      }
    }
  }

  async #waitForLimit(
    verdict: Extract<GoogleErrorVerdict, { kind: 'retry_at' }>,
    error: GoogleRequestError,
    tries: number,
  ): Promise<void> {
    const { clock, signal, random, quota } = this.#parts
    const waitMs = verdict.isHinted ? verdict.atMs - clock.now() : Math.ceil((0.5 + random() / 2) * 1000 * 2 ** (tries - 1))
    if (tries < maxTries && waitMs <= longestWaitInPlaceMs) {
      // The limit is the account's: who asks beside this request would only make it longer.
      quota.holdUntil(clock.now() + waitMs)
      await pauseUntil(clock, clock.now() + Math.max(waitMs, 0), signal)
      return
    }
    quota.closeUntil(verdict.atMs)
    throw error
  }

  async #send(
    call: GoogleCall,
    token: string,
    send: (options: GoogleRequestOptions) => Promise<unknown>,
  ): Promise<
    { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'error'; readonly error: GoogleRequestError }
  > {
    const { access, signal, clock } = this.#parts
    this.#requests += 1
    const line = watchLine(access.fetch ?? fetch)
    const tell = (status: number | null): void => {
      const { host, bytesUp, bytesDown } = line
      if (host !== null) access.onSent?.({ atMs: clock.now(), host, purpose: call.purpose, status, bytesUp, bytesDown })
    }
    // Of its own, and not AbortSignal.any: in Node 20 that one may be collected before it fires.
    const ending = new AbortController()
    const stop = (): void => ending.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    const timer = setTimeout(() => ending.abort(new Error('time-out')), requestTimeoutMs)
    let answer: RawAnswer
    try {
      answer = (await send({
        headers: { authorization: `Bearer ${token}` },
        fetchImplementation: line.fetch,
        // Repeating is decided here, by our own table.
        retry: false,
        validateStatus: () => true,
        // As text: the library hands out a cut-off JSON answer as if it were a string result.
        responseType: 'text',
        signal: ending.signal,
      })) as RawAnswer
    } catch (cause) {
      tell(null)
      signal.throwIfAborted()
      return { kind: 'error', error: networkError(call, cause) }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    const text = typeof answer.data === 'string' ? answer.data : ''
    tell(answer.status)
    if (answer.status >= 200 && answer.status < 300) {
      const value = parseObject(text)
      if (value !== null) return { kind: 'value', value }
      return {
        kind: 'error',
        error: new GoogleRequestError({ kind: 'transient' }, answer.status, call.purpose, 'The answer of Google was cut off.'),
      }
    }
    const headers = new Headers(answer.headers as Record<string, string>)
    const { reason, message } = readGoogleErrorBody(text)
    const verdict = classifyGoogleError(
      {
        status: answer.status,
        reason,
        message,
        retryAfterHeader: headers.get('retry-after'),
        dateHeader: headers.get('date'),
        subject: call.subject,
      },
      clock.now(),
    )
    return {
      kind: 'error',
      error: new GoogleRequestError(verdict, answer.status, call.purpose, describeAnswer(call, answer.status, reason)),
    }
  }

  /** All requests that need a token at once share one call. Trouble that passes is an answer: it is dealt with like that of any request. */
  async #getToken(call: GoogleCall): Promise<string | GoogleRequestError> {
    this.#token ??= this.#parts.access.getAccessToken()
    const asked = this.#token
    try {
      return await asked
    } catch (cause) {
      if (this.#token === asked) this.#token = null
      const trouble = cause instanceof AppError ? tokenTrouble(call, cause, this.#parts.clock.now()) : null
      if (trouble === null) throw cause
      return trouble
    }
  }

  /** Asks for another token, unless somebody else already has since `rejected` was sent. */
  #renewToken(rejected: string): void {
    const asked = this.#token
    this.#token = (async () => {
      const current = asked === null ? rejected : await asked
      return current === rejected ? this.#parts.access.getAccessToken(rejected) : current
    })()
    // The failure is not lost: it is thrown to whoever awaits the token next, which is the repeated request. Should the job stop before
    // that, nobody needs the token, and Node would take a promise that nobody awaits for a fault of the program.
    this.#token.catch(() => undefined)
  }
}

/** What keeps a token from being renewed for the time being; null when it takes a person. */
function tokenTrouble(call: GoogleCall, cause: AppError, nowMs: number): GoogleRequestError | null {
  if (cause.kind === 'offline') return networkError(call, cause)
  if (cause.kind === 'unavailable')
    return new GoogleRequestError({ kind: 'transient' }, null, call.purpose, cause.message, { cause })
  if (cause.kind !== 'rate_limited') return null
  const { retryAtMs } = cause
  const verdict = { kind: 'retry_at', atMs: retryAtMs ?? nowMs + unhintedPauseMs, isHinted: retryAtMs !== undefined } as const
  return new GoogleRequestError(verdict, 429, call.purpose, cause.message, { cause })
}

function networkError(call: GoogleCall, cause: unknown): GoogleRequestError {
  // The library's error carries the request with its token: only what the network said is kept.
  const inner = cause instanceof Error ? innermostCause(cause) : null
  const code = inner !== null && 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
  const isOffline = isOfflineCode(code) || (cause instanceof AppError && cause.kind === 'offline')
  return new GoogleRequestError(
    { kind: isOffline ? 'offline' : 'transient' },
    null,
    call.purpose,
    `Google could not be reached while ${call.purpose}${code === '' ? '' : ` (${code})`}.`,
  )
}

function innermostCause(error: Error): Error {
  return error.cause instanceof Error ? innermostCause(error.cause) : error
}

function describeAnswer(call: GoogleCall, status: number, reason: string): string {
  return `Google answered ${status}${reason === '' ? '' : ` (${reason.slice(0, 80)})`} while ${call.purpose}.`
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    // Cut off on the way, or a captive portal's page: for the caller both are an answer that did not arrive.
    return null
  }
}
