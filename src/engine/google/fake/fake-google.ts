// A Google that lives in memory: one function from request to answer, over accounts that tests and the sample workspace change.
import type { Clock } from '../../clock.ts'
import { handleCalendarRequest } from './calendar-api.ts'
import { FakeAccount, type AccountSettings } from './fake-account.ts'
import { answerInstead, FaultScript, spoilAnswer, type Fault, type FaultRule } from './faults.ts'
import { applyFieldMask, parseFieldMask } from './field-mask.ts'
import { handleGmailRequest } from './gmail-api.ts'
import { googleError, type GoogleService } from './google-error.ts'
import {
  jsonResponse,
  parseRequest,
  type ApiRequest,
  type FakeRequest,
  type FakeResponse,
  type ParsedRequest,
} from './http-exchange.ts'
import type { AccessGrant } from './oauth-grants.ts'
import { OAuthServer, type Consent, type OAuthClient } from './oauth-server.ts'
import { gmailUnits, operationOf, type Operation } from './operations.ts'

/** How the fake is set up. */
export interface FakeGoogleOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly accounts?: readonly FakeAccount[]
  /** Without any, every client id with a secret is welcome. */
  readonly oauthClients?: readonly OAuthClient[]
  readonly faults?: readonly FaultRule[]
  /** For the dice of faults with a probability. */
  readonly seed?: number
  /** Per account and minute; Google's own are 15,000 and 600. Default: none. */
  readonly quota?: { readonly gmailUnitsPerMinute?: number; readonly calendarRequestsPerMinute?: number }
  /** No page of a calendar holds more events, whatever is asked for: Google's may be short as well. Default: Google's own 2,500. */
  readonly mostEventsPerPage?: number
}

/** One line of the request log. */
export interface RequestLogEntry {
  readonly operation: Operation
  readonly method: string
  readonly url: string
  readonly email: string | null
  readonly status: number
  readonly responseBytes: number
  readonly fault: Fault['kind'] | null
  readonly atMs: number
}

/** Scopes of which one is enough, by API. */
const calendarScopes = [
  'calendar',
  'calendar.readonly',
  'calendar.events',
  'calendar.events.readonly',
  'calendar.calendarlist',
  'calendar.calendarlist.readonly',
  'calendar.calendars.readonly',
]
const gmailScopes = ['gmail.readonly', 'gmail.modify', 'gmail.metadata']

/** All scopes the app may ask for, for tests and the sample workspace. */
export const everyScope: readonly string[] = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
  'https://www.googleapis.com/auth/calendar.readonly',
  'https://www.googleapis.com/auth/gmail.readonly',
]

const emptyPagePrefix = 'again.'

/** The fake Google. `handle` is all a transport needs; the rest is for whoever sets the scene. */
export class FakeGoogle {
  readonly accounts: FakeAccount[]
  readonly oauth: OAuthServer
  readonly faults: FaultScript
  /** Every request so far, oldest first. Tests may empty it with `log.length = 0`. */
  readonly log: RequestLogEntry[] = []
  readonly #clock: Pick<Clock, 'now'>
  readonly #quota: NonNullable<FakeGoogleOptions['quota']>
  readonly #mostEventsPerPage: number
  readonly #spent = new Map<string, { atMs: number; units: number }[]>()

  constructor(options: FakeGoogleOptions) {
    this.accounts = [...(options.accounts ?? [])]
    this.#clock = options.clock
    this.#quota = options.quota ?? {}
    this.#mostEventsPerPage = options.mostEventsPerPage ?? 2_500
    this.oauth = new OAuthServer(
      () => this.accounts,
      options.oauthClients ?? [],
      () => options.clock.now(),
    )
    this.faults = new FaultScript(options.seed ?? 1)
    this.faults.add(...(options.faults ?? []))
  }

  /** What the person at the consent page does next. */
  get consent(): Consent {
    return this.oauth.consent
  }

  /** Opens an account with an empty mailbox and an empty primary calendar. */
  addAccount(settings: AccountSettings): FakeAccount {
    const account = new FakeAccount(settings, this.#clock)
    this.accounts.push(account)
    return account
  }

  /** How many requests of an operation (or of all) came in so far. */
  count(operation?: Operation): number {
    return operation === undefined ? this.log.length : this.log.filter((entry) => entry.operation === operation).length
  }

  /** Answers a request. Never throws on what a client sends; a malformed URL is the transport's to refuse. */
  handle(request: FakeRequest): FakeResponse {
    const parsed = withoutEmptyPageToken(parseRequest(request))
    const operation = operationOf(parsed.path)
    const fault = this.faults.strike(operation, request.url)
    const nowMs = this.#clock.now()
    const service: GoogleService = parsed.path[0] === 'gmail' ? 'gmail' : 'calendar'
    const grant = this.oauth.grantOf(parsed.headers['authorization'])
    if (fault?.kind === 'calendar_vanishes') grant?.account.removeCalendar(fault.calendarId)
    const instead = fault === null ? null : answerInstead(fault, service, operation, nowMs)
    const plain =
      instead ??
      (fault?.kind === 'empty_page'
        ? this.#emptyPage(parsed, operation, service, grant)
        : this.#answer(parsed, operation, service, grant))
    const answer = fault === null || instead !== null ? plain : spoilAnswer(fault, plain, nowMs)
    this.log.push({
      operation,
      method: parsed.method,
      url: request.url,
      email: grant?.account.email ?? null,
      status: answer.status,
      responseBytes: Buffer.byteLength(answer.body),
      fault: fault?.kind ?? null,
      atMs: nowMs,
    })
    return { ...answer, headers: { date: new Date(nowMs).toUTCString(), server: 'ESF', ...answer.headers } }
  }

  #answer(request: ParsedRequest, operation: Operation, service: GoogleService, grant: AccessGrant | null): FakeResponse {
    if (operation.startsWith('oauth.')) return this.oauth.handle(operation, request)
    if (operation === 'unknown') return googleError(service, 'notFound')
    if (grant === null) return googleError(service, 'authError')
    const refusal = this.#refuseScope(grant, service, operation) ?? this.#refuseQuota(grant.account.email, service, operation)
    if (refusal !== null) return refusal
    const fields = request.query.get('fields')
    const mask = fields === null ? null : parseFieldMask(fields)
    if (fields !== null && mask === null)
      return googleError(service, 'invalidParameter', { message: `Invalid field selection ${fields}`, parameter: 'fields' })
    const path = request.path.slice(2)
    const apiRequest: ApiRequest = { ...request, reply: (value) => jsonResponse(applyFieldMask(value, mask)) }
    if (service === 'calendar') return handleCalendarRequest(grant.account, apiRequest, path, this.#mostEventsPerPage)
    return handleGmailRequest(grant.account, apiRequest, path, {
      nowMs: this.#clock.now(),
      metadataOnly: !hasScope(grant, ['gmail.readonly', 'gmail.modify']),
    })
  }

  /** A page without items, whose token leads to the very page that was asked for. */
  #emptyPage(request: ParsedRequest, operation: Operation, service: GoogleService, grant: AccessGrant | null): FakeResponse {
    const query = new URLSearchParams(request.query)
    query.delete('fields')
    const answer = this.#answer({ ...request, query }, operation, service, grant)
    if (answer.status !== 200) return answer
    const {
      items: _,
      messages: __,
      history: ___,
      nextSyncToken: ____,
      ...page
    } = JSON.parse(answer.body) as Record<string, unknown>
    const again = emptyPagePrefix + (request.query.get('pageToken') ?? '')
    return {
      ...answer,
      body: JSON.stringify({ ...page, ...(service === 'calendar' ? { items: [] } : {}), nextPageToken: again }),
    }
  }

  #refuseScope(grant: AccessGrant, service: GoogleService, operation: Operation): FakeResponse | null {
    const wanted =
      service === 'calendar'
        ? calendarScopes
        : operation === 'sendAs.list'
          ? ['gmail.readonly', 'gmail.modify', 'gmail.settings.basic']
          : gmailScopes
    return hasScope(grant, wanted) ? null : googleError(service, 'insufficientPermissions')
  }

  #refuseQuota(email: string, service: GoogleService, operation: Operation): FakeResponse | null {
    const limit = service === 'gmail' ? this.#quota.gmailUnitsPerMinute : this.#quota.calendarRequestsPerMinute
    if (limit === undefined) return null
    const nowMs = this.#clock.now()
    const key = `${service} ${email}`
    const recent = (this.#spent.get(key) ?? []).filter((entry) => entry.atMs > nowMs - 60_000)
    const units = service === 'gmail' ? (gmailUnits[operation] ?? 5) : 1
    const spent = recent.reduce((sum, entry) => sum + entry.units, 0)
    this.#spent.set(key, recent)
    if (spent + units > limit)
      return service === 'gmail'
        ? googleError('gmail', 'rateLimitExceeded', { status: 429 })
        : googleError('calendar', 'rateLimitExceeded')
    recent.push({ atMs: nowMs, units })
    return null
  }
}

/** Sets up a fake Google. */
export function createFakeGoogle(options: FakeGoogleOptions): FakeGoogle {
  return new FakeGoogle(options)
}

/** The token of a page that an `empty_page` fault held back leads to that page. */
function withoutEmptyPageToken(request: ParsedRequest): ParsedRequest {
  const pageToken = request.query.get('pageToken')
  if (pageToken === null || !pageToken.startsWith(emptyPagePrefix)) return request
  const query = new URLSearchParams(request.query)
  if (pageToken === emptyPagePrefix) query.delete('pageToken')
  else query.set('pageToken', pageToken.slice(emptyPagePrefix.length))
  return { ...request, query }
}

function hasScope(grant: AccessGrant, names: readonly string[]): boolean {
  return grant.scopes.some(
    (scope) =>
      names.includes(scope.replace('https://www.googleapis.com/auth/', '')) ||
      (scope === 'https://mail.google.com/' && names.includes('gmail.modify')),
  )
}
