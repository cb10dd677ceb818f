// Sends one request of a sign-in and turns every way in which it can fail into words.
import { AppError } from '../../shared/app-error.ts'
import { classifyGoogleError, type GoogleErrorVerdict } from '../../engine/google/classify-google-error.ts'
import { readGoogleErrorBody } from '../../engine/google/google-error-body.ts'
import { watchLine } from '../../engine/google/watch-line.ts'
import type { SentRequest } from '../../shared/views/ledger.ts'

/** Google's answer when it refuses: RFC 6749, section 5.2. */
export class OAuthRefusal extends Error {
  readonly status: number
  /** `invalid_grant`, `invalid_client`, … */
  readonly code: string
  readonly verdict: GoogleErrorVerdict

  constructor(status: number, code: string, verdict: GoogleErrorVerdict) {
    super(`Google refused: ${code} (${status})`)
    this.name = 'OAuthRefusal'
    this.status = status
    this.code = code
    this.verdict = verdict
  }
}

/** Told of every request that leaves this computer. */
export type OnSent = (request: SentRequest) => void

/** What is sent. A form makes it a POST. */
export interface JsonRequest {
  /** What it is for, in plain words for the ledger: "signing in". */
  readonly purpose: string
  readonly onSent: OnSent
  readonly form?: Readonly<Record<string, string>>
  readonly bearer?: string
  readonly signal?: AbortSignal
  /** Only the status counts: whatever a success says, if anything, is not read (RFC 7009, section 2.2), and the answer is null. */
  readonly ignoresAnswer?: boolean
}

const answerWithinMs = 30_000

/**
 * The answer's JSON.
 * @throws OAuthRefusal for a refusal (4xx); AppError `offline`, `rate_limited`, `unavailable`, `cancelled` otherwise. Neither holds a secret.
 */
export async function requestJson(
  url: string,
  { purpose, onSent, form, bearer, signal, ignoresAnswer }: JsonRequest,
): Promise<unknown> {
  const sentBody = form === undefined ? undefined : new URLSearchParams(form)
  const line = watchLine(fetch)
  const tell = (status: number | null): void =>
    onSent({
      atMs: Date.now(),
      host: new URL(url).host,
      purpose,
      status,
      bytesUp: line.bytesUp,
      bytesDown: line.bytesDown,
    })
  const limit = AbortSignal.timeout(answerWithinMs)
  let response: Response
  let body: string
  try {
    response = await line.fetch(url, {
      method: sentBody === undefined ? 'GET' : 'POST',
      // A redirect would take the secrets of the form to another address.
      redirect: 'error',
      headers: { accept: 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
      ...(sentBody === undefined ? {} : { body: sentBody }),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    })
    body = await response.text()
  } catch (cause) {
    tell(null)
    if (signal?.aborted) throw new AppError('cancelled', 'The sign-in was cancelled.', '', { cause })
    throw new AppError('offline', 'Google cannot be reached.', 'Check the network. OmniCRM tries again by itself.', { cause })
  }
  tell(response.status)
  if (response.ok) return ignoresAnswer === true ? null : parseJson(body)
  const { reason, message } = readGoogleErrorBody(body)
  const verdict = classifyGoogleError(
    {
      status: response.status,
      reason,
      message,
      retryAfterHeader: response.headers.get('retry-after'),
      dateHeader: response.headers.get('date'),
      subject: 'account',
    },
    Date.now(),
  )
  if (verdict.kind === 'retry_at') {
    const retryAtMs = verdict.isHinted ? verdict.atMs : undefined
    throw new AppError('rate_limited', 'Google asks to wait.', 'OmniCRM tries again by itself.', { retryAtMs })
  }
  if (response.status >= 500)
    throw new AppError('unavailable', 'Google has a problem at the moment.', 'OmniCRM tries again by itself.')
  parseJson(body)
  throw new OAuthRefusal(response.status, /^[a-z_]{1,60}$/.test(reason) ? reason : 'unknown', verdict)
}

/** Gives a token back to Google, and with it the whole grant that it belongs to (RFC 7009). Throws as {@link requestJson} does. */
export async function revokeToken(endpoint: string, token: string, onSent: OnSent): Promise<void> {
  await requestJson(endpoint, { purpose: 'giving back a permission', onSent, form: { token }, ignoresAnswer: true })
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new AppError(
      'unavailable',
      'The answer did not come from Google.',
      'Check the network: a sign-in page of a hotel or an office may stand in between.',
    )
  }
}
