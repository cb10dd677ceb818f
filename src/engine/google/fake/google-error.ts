// Google's error answers, word for word, because the client's error table is tested against them.
import { jsonResponse, type FakeResponse } from './http-exchange.ts'

/** Which family of error bodies to speak: the two APIs word and dress the same refusal differently. */
export type GoogleService = 'calendar' | 'gmail'

/** Reasons the fake can answer with; the word that stands in `errors[0].reason`. */
export type GoogleErrorReason =
  | 'badRequest'
  | 'required'
  | 'invalid'
  | 'invalidParameter'
  | 'failedPrecondition'
  | 'authError'
  | 'forbidden'
  | 'insufficientPermissions'
  | 'accessNotConfigured'
  | 'domainPolicy'
  | 'rateLimitExceeded'
  | 'userRateLimitExceeded'
  | 'quotaExceeded'
  | 'dailyLimitExceeded'
  | 'notFound'
  | 'fullSyncRequired'
  | 'updatedMinTooLongAgo'
  | 'backendError'

interface ErrorForm {
  readonly status: number
  readonly domain: string
  readonly message: string
  readonly location?: { readonly type: 'parameter' | 'header'; readonly name: string }
  readonly grpcStatus: string
}

/** Sources: https://developers.google.com/workspace/calendar/api/guides/errors and https://developers.google.com/workspace/gmail/api/guides/handle-errors */
const forms: Record<GoogleErrorReason, ErrorForm> = {
  badRequest: { status: 400, domain: 'global', message: 'Bad Request', grpcStatus: 'INVALID_ARGUMENT' },
  required: { status: 400, domain: 'global', message: 'Required', grpcStatus: 'INVALID_ARGUMENT' },
  invalid: { status: 400, domain: 'global', message: 'Invalid Value', grpcStatus: 'INVALID_ARGUMENT' },
  invalidParameter: {
    status: 400,
    domain: 'global',
    message: 'Invalid field selection',
    location: { type: 'parameter', name: 'fields' },
    grpcStatus: 'INVALID_ARGUMENT',
  },
  failedPrecondition: { status: 400, domain: 'global', message: 'Precondition check failed.', grpcStatus: 'FAILED_PRECONDITION' },
  authError: {
    status: 401,
    domain: 'global',
    message: 'Invalid Credentials',
    location: { type: 'header', name: 'Authorization' },
    grpcStatus: 'UNAUTHENTICATED',
  },
  forbidden: { status: 403, domain: 'global', message: 'Forbidden', grpcStatus: 'PERMISSION_DENIED' },
  insufficientPermissions: { status: 403, domain: 'global', message: 'Insufficient Permission', grpcStatus: 'PERMISSION_DENIED' },
  accessNotConfigured: {
    status: 403,
    domain: 'usageLimits',
    message:
      'API has not been used in project 123456789012 before or it is disabled. Enable it by visiting the Google Cloud console then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.',
    grpcStatus: 'PERMISSION_DENIED',
  },
  domainPolicy: {
    status: 403,
    domain: 'global',
    message: 'The domain administrators have disabled Gmail apps.',
    grpcStatus: 'PERMISSION_DENIED',
  },
  rateLimitExceeded: { status: 403, domain: 'usageLimits', message: 'Rate Limit Exceeded', grpcStatus: 'RESOURCE_EXHAUSTED' },
  userRateLimitExceeded: {
    status: 403,
    domain: 'usageLimits',
    message: 'User Rate Limit Exceeded',
    grpcStatus: 'RESOURCE_EXHAUSTED',
  },
  quotaExceeded: {
    status: 403,
    domain: 'usageLimits',
    message: 'Calendar usage limits exceeded.',
    grpcStatus: 'RESOURCE_EXHAUSTED',
  },
  dailyLimitExceeded: { status: 403, domain: 'usageLimits', message: 'Daily Limit Exceeded', grpcStatus: 'RESOURCE_EXHAUSTED' },
  notFound: { status: 404, domain: 'global', message: 'Not Found', grpcStatus: 'NOT_FOUND' },
  fullSyncRequired: {
    status: 410,
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
    location: { type: 'parameter', name: 'syncToken' },
    grpcStatus: 'OUT_OF_RANGE',
  },
  updatedMinTooLongAgo: {
    status: 410,
    domain: 'calendar',
    message: 'The requested minimum modification time lies too far in the past.',
    location: { type: 'parameter', name: 'updatedMin' },
    grpcStatus: 'OUT_OF_RANGE',
  },
  backendError: { status: 500, domain: 'global', message: 'Backend Error', grpcStatus: 'INTERNAL' },
}

/** Gmail words some refusals its own way; everything else is shared. */
const gmailMessages: Partial<Record<GoogleErrorReason, string>> = {
  authError:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  insufficientPermissions: 'Request had insufficient authentication scopes.',
  notFound: 'Requested entity was not found.',
  rateLimitExceeded:
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:123456789012'.",
  userRateLimitExceeded: 'User-rate limit exceeded.',
  quotaExceeded: 'Quota exceeded.',
}

/** What may be said differently about one refusal. */
export interface ErrorDetails {
  /** Overrides the reason's usual status: rate limits come as 403 and as 429, back-end errors as 500, 502 and 503. */
  readonly status?: number
  readonly message?: string
  readonly parameter?: string
  readonly retryAfterSeconds?: number
}

/** The answer for a refusal. Gmail bodies carry a `status` word beside Calendar's older form. */
export function googleError(service: GoogleService, reason: GoogleErrorReason, details: ErrorDetails = {}): FakeResponse {
  const form = forms[reason]
  const status = details.status ?? form.status
  const outer = details.message ?? (service === 'gmail' ? gmailMessages[reason] : undefined) ?? form.message
  const inner = reason === 'authError' || reason === 'insufficientPermissions' ? form.message : outer
  const location = details.parameter === undefined ? form.location : ({ type: 'parameter', name: details.parameter } as const)
  const entry = {
    message: inner,
    domain: form.domain,
    reason,
    ...(location === undefined ? {} : { location: location.name, locationType: location.type }),
  }
  const grpcStatus = status === 429 ? 'RESOURCE_EXHAUSTED' : status === 503 ? 'UNAVAILABLE' : form.grpcStatus
  const error = { code: status, message: outer, errors: [entry], ...(service === 'gmail' ? { status: grpcStatus } : {}) }
  const headers: Record<string, string> = {}
  if (details.retryAfterSeconds !== undefined) headers['retry-after'] = String(details.retryAfterSeconds)
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
  return jsonResponse({ error }, status, headers)
}
