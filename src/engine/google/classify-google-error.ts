// The one table that says what to do about an error from Google.
import { assertNever } from '../../shared/assert-never.ts'

/** What a request was about, which decides what a 404 or 410 means. */
export type GoogleErrorSubject =
  /** The account as a whole: profile, calendar list, message list. */
  | 'account'
  /** The events of one calendar, with or without a sync token: a 404 means the calendar, a 410 the token. */
  | 'calendar'
  /** The mailbox's history: a 404 means that it no longer reaches back that far. */
  | 'history'
  /** One message. */
  | 'message'

/** An error as it came, free of the library that brought it. */
export interface GoogleErrorFacts {
  /** HTTP status; null when there was no complete answer (network, time-out, cut-off body). */
  readonly status: number | null
  readonly reason: string
  readonly message: string
  readonly retryAfterHeader: string | null
  /** Google's own clock when it answered. */
  readonly dateHeader: string | null
  readonly subject: GoogleErrorSubject
}

/** Why only a person can help. */
export type ReconnectCause = 'sign_in_ended' | 'missing_scope' | 'client_refused'

/** What to do about an error. */
export type GoogleErrorVerdict =
  /** A limit: not a failure, ask again at that time. `isHinted` when Google named the time itself. */
  | { readonly kind: 'retry_at'; readonly atMs: number; readonly isHinted: boolean }
  /** The cursor is no longer known: a new baseline is needed. */
  | { readonly kind: 'resync' }
  /** The access token is not accepted: get another one, once. */
  | { readonly kind: 'renew_token' }
  /** A person has to sign in again. */
  | { readonly kind: 'reconnect'; readonly cause: ReconnectCause }
  /** Only this item (or this calendar) cannot be had. */
  | { readonly kind: 'skip_item'; readonly isGone: boolean }
  /** No use in trying again before somebody changes something; `hint` says what. */
  | { readonly kind: 'give_up'; readonly hint: string }
  /** There is no way to Google at all: wait for the network. Only told of requests without an answer. */
  | { readonly kind: 'offline' }
  /** May work in a moment. */
  | { readonly kind: 'transient' }

/** How long to wait when Google says "too fast" without saying for how long: its quotas count by the minute. */
export const unhintedPauseMs = 60_000
/** A daily limit is tried again hourly: Google does not say when its day ends. */
const dailyPauseMs = 3_600_000
/** No hint is believed for longer than this, in case a clock is wrong. */
const longestPauseMs = 24 * 3_600_000

const rateLimitReasons = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'concurrentLimitExceeded',
  'calendarLimitExceeded',
  'RATE_LIMIT_EXCEEDED',
  'RESOURCE_EXHAUSTED',
])
const dailyLimitReasons = new Set(['dailyLimitExceeded', 'dailyLimitExceededUnreg'])
const missingScopeReasons = new Set([
  'insufficientPermissions',
  'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  'insufficient_scope',
  'invalid_scope',
])
const clientRefusedReasons = new Set(['invalid_client', 'unauthorized_client', 'deleted_client', 'disabled_client'])
const apiDisabledReasons = new Set(['accessNotConfigured', 'SERVICE_DISABLED'])
const policyReasons = new Set(['domainPolicy', 'admin_policy_enforced', 'org_internal', 'access_denied'])
const noServiceReasons = new Set(['failedPrecondition', 'FAILED_PRECONDITION', 'notACalendarUser'])

/**
 * Decides what to do about an error.
 * @param facts the error as it came
 * @param nowMs the local time, for limits that name a delay
 * @see https://developers.google.com/workspace/calendar/api/guides/errors
 * @see https://developers.google.com/workspace/gmail/api/guides/handle-errors
 */
export function classifyGoogleError(facts: GoogleErrorFacts, nowMs: number): GoogleErrorVerdict {
  const { status, reason } = facts
  if (status === null) return { kind: 'transient' }
  if (reason === 'invalid_grant') return { kind: 'reconnect', cause: 'sign_in_ended' }
  if (clientRefusedReasons.has(reason)) return { kind: 'reconnect', cause: 'client_refused' }
  if (missingScopeReasons.has(reason)) return { kind: 'reconnect', cause: 'missing_scope' }
  if (status === 429 || rateLimitReasons.has(reason)) return retryAt(facts, nowMs, unhintedPauseMs)
  if (dailyLimitReasons.has(reason)) return retryAt(facts, nowMs, dailyPauseMs)
  if (status === 401) return { kind: 'renew_token' }
  if (apiDisabledReasons.has(reason)) {
    return {
      kind: 'give_up',
      hint: 'Switch on the Google Calendar API and the Gmail API in the Google Cloud project of your OAuth client, wait a few minutes and sync again.',
    }
  }
  if (policyReasons.has(reason)) {
    return { kind: 'give_up', hint: 'Your organization does not let this app in. Ask its Google Workspace administrator.' }
  }
  if (noServiceReasons.has(reason)) {
    return { kind: 'give_up', hint: 'This Google account does not have the service. Switch it on at Google, then sync again.' }
  }
  if (status >= 500) return facts.retryAfterHeader === null ? { kind: 'transient' } : retryAt(facts, nowMs, unhintedPauseMs)
  // Google always gives a reason: an answer without one came from a proxy or a captive portal on the way.
  if (reason === '' || status === 408 || status === 409 || status === 425) return { kind: 'transient' }
  if (status === 410 && reason !== 'deleted') return { kind: 'resync' }
  return forSubject(facts.subject, status)
}

function forSubject(subject: GoogleErrorSubject, status: number): GoogleErrorVerdict {
  const isGone = status === 404 || status === 410
  switch (subject) {
    case 'message':
      return { kind: 'skip_item', isGone }
    case 'calendar':
      // 400: a sync or page token that Google cannot read.
      return status === 400 ? { kind: 'resync' } : { kind: 'skip_item', isGone }
    case 'history':
      return status === 400 || isGone ? { kind: 'resync' } : unknownRefusal
    case 'account':
      return unknownRefusal
    default:
      return assertNever(subject)
  }
}

const unknownRefusal: GoogleErrorVerdict = {
  kind: 'give_up',
  hint: 'Sync again later. If it goes on, disconnect the account and connect it again.',
}

/** `Retry-After` in seconds or as a date, else "Retry after <time>" in the message. A time is read against Google's clock, not ours. */
function retryAt(facts: GoogleErrorFacts, nowMs: number, defaultMs: number): GoogleErrorVerdict {
  const googleNowMs = facts.dateHeader === null ? nowMs : (parseInstant(facts.dateHeader) ?? nowMs)
  const delayMs = readRetryAfter(facts.retryAfterHeader, googleNowMs) ?? readRetryTime(facts.message, googleNowMs)
  const boundedMs = Math.min(Math.max(delayMs ?? defaultMs, 0), longestPauseMs)
  return { kind: 'retry_at', atMs: nowMs + boundedMs, isHinted: delayMs !== null }
}

function readRetryAfter(header: string | null, googleNowMs: number): number | null {
  if (header === null) return null
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.ceil(Number(header) * 1000)
  const atMs = parseInstant(header)
  return atMs === null ? null : atMs - googleNowMs
}

/** For instance "User-rate limit exceeded.  Retry after 2026-01-31T08:00:00.123Z (Mail sending)". */
function readRetryTime(message: string, googleNowMs: number): number | null {
  const stamp = /retry after\s+(\d{4}-\d{2}-\d{2}T[\d:.]+Z?)/i.exec(message)?.[1]
  const atMs = stamp === undefined ? null : parseInstant(stamp.endsWith('Z') ? stamp : `${stamp}Z`)
  return atMs === null ? null : atMs - googleNowMs
}

function parseInstant(text: string): number | null {
  const parsedMs = Date.parse(text)
  return Number.isNaN(parsedMs) ? null : parsedMs
}
