import { describe, expect, it } from 'vitest'
import { classifyGoogleError, type GoogleErrorSubject } from './classify-google-error.ts'
import { readGoogleErrorBody } from './google-error-body.ts'

const nowMs = Date.UTC(2026, 0, 31, 8, 0, 0)

/** Bodies as Google's guides print them, and as its servers answer. */
const bodies = {
  calendarUserRateLimit: {
    error: {
      errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' }],
      code: 403,
      message: 'User Rate Limit Exceeded',
    },
  },
  calendarRateLimit: {
    error: {
      errors: [{ domain: 'usageLimits', message: 'Rate Limit Exceeded', reason: 'rateLimitExceeded' }],
      code: 403,
      message: 'Rate Limit Exceeded',
    },
  },
  calendarUsageLimit: {
    error: {
      errors: [{ domain: 'usageLimits', message: 'Calendar usage limits exceeded.', reason: 'quotaExceeded' }],
      code: 403,
      message: 'Calendar usage limits exceeded.',
    },
  },
  dailyLimit: {
    error: {
      errors: [{ domain: 'usageLimits', reason: 'dailyLimitExceeded', message: 'Daily Limit Exceeded' }],
      code: 403,
      message: 'Daily Limit Exceeded',
    },
  },
  gmailRateLimitUntil: {
    error: {
      code: 429,
      message: 'User-rate limit exceeded.  Retry after 2026-01-31T08:14:55.502Z',
      errors: [
        {
          message: 'User-rate limit exceeded.  Retry after 2026-01-31T08:14:55.502Z',
          domain: 'global',
          reason: 'rateLimitExceeded',
        },
      ],
      status: 'RESOURCE_EXHAUSTED',
    },
  },
  gmailQuota: {
    error: {
      code: 403,
      message:
        "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com'.",
      errors: [{ message: 'Quota exceeded', domain: 'usageLimits', reason: 'rateLimitExceeded' }],
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'RATE_LIMIT_EXCEEDED',
          domain: 'googleapis.com',
          metadata: { service: 'gmail.googleapis.com' },
        },
      ],
    },
  },
  missingScope: {
    error: {
      code: 403,
      message: 'Request had insufficient authentication scopes.',
      errors: [{ message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' }],
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          domain: 'googleapis.com',
          metadata: { method: 'caribou.api.proto.MailboxService.ListMessages', service: 'gmail.googleapis.com' },
        },
      ],
    },
  },
  apiDisabled: {
    error: {
      code: 403,
      message: 'Gmail API has not been used in project 1234 before or it is disabled.',
      errors: [{ message: 'Gmail API has not been used in project 1234', domain: 'usageLimits', reason: 'accessNotConfigured' }],
      status: 'PERMISSION_DENIED',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED', domain: 'googleapis.com' }],
    },
  },
  domainPolicy: {
    error: {
      errors: [{ domain: 'global', reason: 'domainPolicy', message: 'The domain administrators have disabled Gmail apps.' }],
      code: 403,
      message: 'The domain administrators have disabled Gmail apps.',
    },
  },
  forbidden: {
    error: { errors: [{ domain: 'global', reason: 'forbidden', message: 'Forbidden' }], code: 403, message: 'Forbidden' },
  },
  authError: {
    error: {
      errors: [
        {
          domain: 'global',
          reason: 'authError',
          message: 'Invalid Credentials',
          locationType: 'header',
          location: 'Authorization',
        },
      ],
      code: 401,
      message: 'Invalid Credentials',
    },
  },
  notFound: {
    error: { errors: [{ domain: 'global', reason: 'notFound', message: 'Not Found' }], code: 404, message: 'Not Found' },
  },
  historyNotFound: {
    error: {
      code: 404,
      message: 'Requested entity was not found.',
      errors: [{ message: 'Requested entity was not found.', domain: 'global', reason: 'notFound' }],
      status: 'NOT_FOUND',
    },
  },
  fullSyncRequired: {
    error: {
      errors: [
        {
          domain: 'calendar',
          reason: 'fullSyncRequired',
          message: 'Sync token is no longer valid, a full sync is required.',
          locationType: 'parameter',
          location: 'syncToken',
        },
      ],
      code: 410,
      message: 'Sync token is no longer valid, a full sync is required.',
    },
  },
  deleted: {
    error: {
      errors: [{ domain: 'global', reason: 'deleted', message: 'Resource has been deleted' }],
      code: 410,
      message: 'Resource has been deleted',
    },
  },
  invalidPageToken: {
    error: {
      errors: [{ domain: 'global', reason: 'invalid', message: 'Invalid page token value.' }],
      code: 400,
      message: 'Invalid page token value.',
    },
  },
  noMailService: {
    error: {
      code: 400,
      message: 'Mail service not enabled',
      errors: [{ message: 'Mail service not enabled', domain: 'global', reason: 'failedPrecondition' }],
      status: 'FAILED_PRECONDITION',
    },
  },
  backendError: {
    error: {
      errors: [{ domain: 'global', reason: 'backendError', message: 'Backend Error' }],
      code: 500,
      message: 'Backend Error',
    },
  },
  invalidGrant: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  deletedClient: { error: 'deleted_client', error_description: 'The OAuth client was deleted.' },
} as const

interface Answer {
  readonly subject?: GoogleErrorSubject
  readonly retryAfter?: string
  readonly date?: string
}

function classify(status: number | null, body: object | string, answer: Answer = {}) {
  const { reason, message } = readGoogleErrorBody(typeof body === 'string' ? body : JSON.stringify(body))
  return classifyGoogleError(
    {
      status,
      reason,
      message,
      retryAfterHeader: answer.retryAfter ?? null,
      dateHeader: answer.date ?? null,
      subject: answer.subject ?? 'account',
    },
    nowMs,
  )
}

const retryIn = (delayMs: number, isHinted: boolean) => ({ kind: 'retry_at', atMs: nowMs + delayMs, isHinted })

describe('limits', () => {
  it.each([
    ['403 userRateLimitExceeded', 403, bodies.calendarUserRateLimit],
    ['403 rateLimitExceeded', 403, bodies.calendarRateLimit],
    ['403 quotaExceeded of Calendar', 403, bodies.calendarUsageLimit],
    ['403 RATE_LIMIT_EXCEEDED in the details', 403, bodies.gmailQuota],
    ['429 without a hint', 429, bodies.calendarRateLimit],
    ['429 from something that is not Google', 429, '<html>slow down</html>'],
  ])('%s waits for a minute', (_name, status, body) => {
    expect(classify(status, body)).toEqual(retryIn(60_000, false))
  })

  it('a daily limit is asked again after an hour', () => {
    expect(classify(403, bodies.dailyLimit)).toEqual(retryIn(3_600_000, false))
  })

  it('Retry-After in seconds is honoured', () => {
    expect(classify(403, bodies.calendarUserRateLimit, { retryAfter: '17' })).toEqual(retryIn(17_000, true))
  })

  it('Retry-After as a date is read against the clock of Google, not ours', () => {
    const answer = { retryAfter: 'Sat, 31 Jan 2026 10:00:30 GMT', date: 'Sat, 31 Jan 2026 10:00:00 GMT' }
    expect(classify(429, bodies.calendarRateLimit, answer)).toEqual(retryIn(30_000, true))
  })

  it('"Retry after <time>" in the message is honoured', () => {
    expect(classify(429, bodies.gmailRateLimitUntil)).toEqual(retryIn(14 * 60_000 + 55_502, true))
  })

  it('a time that has passed means now, and no time is believed for longer than a day', () => {
    expect(classify(429, bodies.gmailRateLimitUntil, { retryAfter: 'Sat, 31 Jan 2026 07:00:00 GMT' })).toEqual(retryIn(0, true))
    expect(classify(429, bodies.calendarRateLimit, { retryAfter: '99999999' })).toEqual(retryIn(24 * 3_600_000, true))
  })

  it('503 with Retry-After waits as told', () => {
    expect(classify(503, '', { retryAfter: '120' })).toEqual(retryIn(120_000, true))
  })
})

describe('sign-in', () => {
  it('401 asks for another token', () => {
    expect(classify(401, bodies.authError)).toEqual({ kind: 'renew_token' })
  })

  it.each([
    ['invalid_grant: the sign-in has ended', 400, bodies.invalidGrant, 'sign_in_ended'],
    ['a scope that was not granted', 403, bodies.missingScope, 'missing_scope'],
    ['an OAuth client that is gone', 401, bodies.deletedClient, 'client_refused'],
  ])('%s needs a person', (_name, status, body, cause) => {
    expect(classify(status, body)).toEqual({ kind: 'reconnect', cause })
  })

  it.each([
    ['an API that is switched off in the project', 403, bodies.apiDisabled, 'Switch on'],
    ['a policy of the organization', 403, bodies.domainPolicy, 'administrator'],
    ['an account without Gmail', 400, bodies.noMailService, 'does not have the service'],
  ])('%s gives up with what to do', (_name, status, body, hint) => {
    expect(classify(status, body)).toEqual({ kind: 'give_up', hint: expect.stringContaining(hint) })
  })
})

describe('cursors and items', () => {
  it('410 fullSyncRequired means a new baseline for that calendar', () => {
    expect(classify(410, bodies.fullSyncRequired, { subject: 'calendar' })).toEqual({ kind: 'resync' })
  })

  it('a page token that Google cannot read means a new baseline', () => {
    expect(classify(400, bodies.invalidPageToken, { subject: 'calendar' })).toEqual({ kind: 'resync' })
    expect(classify(400, bodies.invalidPageToken, { subject: 'history' })).toEqual({ kind: 'resync' })
  })

  it('a 404 means what was asked for: the history, the calendar, the message', () => {
    expect(classify(404, bodies.historyNotFound, { subject: 'history' })).toEqual({ kind: 'resync' })
    expect(classify(404, bodies.notFound, { subject: 'calendar' })).toEqual({ kind: 'skip_item', isGone: true })
    expect(classify(404, bodies.notFound, { subject: 'message' })).toEqual({ kind: 'skip_item', isGone: true })
    expect(classify(404, bodies.notFound, { subject: 'account' })).toMatchObject({ kind: 'give_up' })
  })

  it('a deleted resource and a forbidden one are skipped', () => {
    expect(classify(410, bodies.deleted, { subject: 'message' })).toEqual({ kind: 'skip_item', isGone: true })
    expect(classify(403, bodies.forbidden, { subject: 'calendar' })).toEqual({ kind: 'skip_item', isGone: false })
  })
})

describe('passing trouble', () => {
  it.each([
    ['no answer at all', null, ''],
    ['500 backendError', 500, bodies.backendError],
    ['502', 502, '<html>Bad Gateway</html>'],
    ['503', 503, ''],
    ['504', 504, ''],
    ['408', 408, ''],
    ['409', 409, { error: { code: 409, message: 'Conflict', errors: [{ reason: 'conflict' }] } }],
    ['403 from a captive portal', 403, '<html>Please log in</html>'],
    ['404 from a proxy', 404, 'nothing here'],
    ['410 from a proxy', 410, ''],
    ['407 from a proxy', 407, '<html>Proxy Authentication Required</html>'],
  ])('%s is tried again', (_name, status, body) => {
    for (const subject of ['account', 'calendar', 'history', 'message'] as const) {
      expect(classify(status, body, { subject })).toEqual({ kind: 'transient' })
    }
  })
})
