// Scripted trouble: what can go wrong on the way to Google and back, as data that a test writes down.
import { assertNever } from '../../../shared/assert-never.ts'
import { googleError, type GoogleErrorReason, type GoogleService } from './google-error.ts'
import { htmlResponse, jsonResponse, type FakeResponse } from './http-exchange.ts'
import type { Operation } from './operations.ts'

/** One kind of trouble. */
export type Fault =
  /** The answer comes late. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** The answer comes once `until` has come about: what goes on meanwhile can be looked at for as long as that takes. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** Google refuses, with the body it has for that reason. */
  | {
      readonly kind: 'status'
      readonly reason: GoogleErrorReason
      readonly status?: number
      readonly message?: string
      readonly retryAfterSeconds?: number
    }
  /** Gmail's way of telling when to come back: in the message, not in a header. */
  | { readonly kind: 'retry_after_in_message'; readonly status: 403 | 429; readonly afterMs: number }
  /** A proxy or a Google front end answers with a page. */
  | { readonly kind: 'html'; readonly status: number }
  /** The connection breaks before any answer. The request is not carried out. */
  | { readonly kind: 'connection_reset' }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'truncated_body'; readonly keepBytes: number }
  /** A whole answer of half the JSON: the connection ends well, the body does not parse. */
  | { readonly kind: 'half_json' }
  /** A list page without items that says there is more; asking again with its token gives what was to come. */
  | { readonly kind: 'empty_page' }
  /** Every item of a list page comes twice. */
  | { readonly kind: 'duplicate_items' }
  /** The first item of a list page, or a message that is read by itself, has lost its id. */
  | { readonly kind: 'nameless_item' }
  /** A list page has no more than its first items, and says nothing of the others. */
  | { readonly kind: 'few_items'; readonly keepItems: number }
  /** The cursor in the request is answered as too old: 410 in Calendar, 404 in Gmail's history. */
  | { readonly kind: 'expired_cursor' }
  /** The refresh token or code is dead. */
  | { readonly kind: 'invalid_grant'; readonly description?: string }
  /** A calendar goes out of the account's list, just before this request is carried out: its events answer 404 from now on. */
  | { readonly kind: 'calendar_vanishes'; readonly calendarId: string }
  /** Google's clock, as told by the Date header, is off. */
  | { readonly kind: 'clock_skew'; readonly skewMs: number }

/** Faults that only a list can have. */
const listFaults: ReadonlySet<Fault['kind']> = new Set(['empty_page', 'duplicate_items', 'nameless_item', 'few_items'])

/** When a fault strikes. Rules are tried in order; the first that strikes decides. */
export interface FaultRule {
  readonly fault: Fault
  /** Default: any operation. */
  readonly on?: Operation | readonly Operation[]
  /** Only requests whose URL contains this, decoded: a calendar id, a message id. */
  readonly urlIncludes?: string
  /** So many matching requests pass first; default 0. */
  readonly skip?: number
  /** It strikes so many times; default once. `Infinity` for always. */
  readonly times?: number
  /** Strikes with this chance, by the fake's own seeded dice; default 1. */
  readonly probability?: number
}

/** Decides, request by request, which fault strikes. */
export class FaultScript {
  readonly #rules: { readonly rule: FaultRule; seen: number; struck: number }[] = []
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = seededDice(seed)
  }

  /** Adds rules after those that are there. */
  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.push({ rule, seen: 0, struck: 0 })
  }

  /** Takes every rule away: calm again. */
  clear(): void {
    this.#rules.length = 0
  }

  /** The fault for this request, or null. Counts, so ask once for each request. */
  strike(operation: Operation, url: string): Fault | null {
    for (const state of this.#rules) {
      const { rule } = state
      if (rule.on !== undefined && rule.on !== operation && !(Array.isArray(rule.on) && rule.on.includes(operation))) continue
      if (rule.urlIncludes !== undefined && !decodeURIComponent(url).includes(rule.urlIncludes)) continue
      if (rule.fault.kind === 'expired_cursor' && !/[?&](syncToken|startHistoryId)=/.test(url)) continue
      if (listFaults.has(rule.fault.kind) && !operation.endsWith('.list') && !isNamelessMessage(rule.fault, operation)) continue
      if (state.struck >= (rule.times ?? 1)) continue
      state.seen++
      if (state.seen <= (rule.skip ?? 0)) continue
      if (rule.probability !== undefined && this.#random() >= rule.probability) continue
      state.struck++
      return rule.fault
    }
    return null
  }
}

function isNamelessMessage({ kind }: Fault, operation: Operation): boolean {
  return kind === 'nameless_item' && operation === 'messages.get'
}

/** What a fault makes of a request, before it is carried out; null lets it through. */
export function answerInstead(fault: Fault, service: GoogleService, operation: Operation, nowMs: number): FakeResponse | null {
  switch (fault.kind) {
    case 'status': {
      const { reason, status, message, retryAfterSeconds } = fault
      return googleError(service, reason, {
        ...(status === undefined ? {} : { status }),
        ...(message === undefined ? {} : { message }),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      })
    }
    case 'retry_after_in_message':
      return googleError('gmail', fault.status === 429 ? 'rateLimitExceeded' : 'userRateLimitExceeded', {
        status: fault.status,
        message: `User-rate limit exceeded.  Retry after ${new Date(nowMs + fault.afterMs).toISOString()}`,
      })
    case 'html':
      return htmlResponse(
        `<!DOCTYPE html><html lang=en><title>Error ${fault.status} (Server Error)!!1</title><p><b>${fault.status}.</b> <ins>That’s an error.</ins>`,
        fault.status,
      )
    case 'connection_reset':
      return { status: 0, headers: {}, body: '', breakAfterBytes: 0 }
    case 'expired_cursor':
      return operation === 'history.list' ? googleError('gmail', 'notFound') : googleError('calendar', 'fullSyncRequired')
    case 'invalid_grant':
      return jsonResponse(
        { error: 'invalid_grant', error_description: fault.description ?? 'Token has been expired or revoked.' },
        400,
      )
    case 'empty_page':
    case 'latency':
    case 'held':
    case 'truncated_body':
    case 'half_json':
    case 'duplicate_items':
    case 'nameless_item':
    case 'few_items':
    case 'calendar_vanishes':
    case 'clock_skew':
      return null
    default:
      return assertNever(fault, 'fault')
  }
}

const idFields: ReadonlySet<string> = new Set(['id', 'sendAsEmail'])

/** A step of Gmail's history has the ids of its messages further in. */
function nameless(item: object | undefined): object {
  return JSON.parse(JSON.stringify(item ?? {}, (key, value: unknown) => (idFields.has(key) ? undefined : value))) as object
}

const itemLists = ['items', 'messages', 'history', 'labels', 'sendAs'] as const

function isListPage({ body }: FakeResponse): boolean {
  const page = JSON.parse(body) as Record<string, unknown>
  return itemLists.some((name) => Array.isArray(page[name]))
}

function withItems(response: FakeResponse, change: (items: readonly object[]) => object[]): FakeResponse {
  if (response.status !== 200) return response
  const page = JSON.parse(response.body) as Record<string, unknown>
  for (const name of itemLists) {
    const items = page[name]
    if (Array.isArray(items) && items.length > 0) page[name] = change(items as object[])
  }
  return { ...response, body: JSON.stringify(page) }
}

/** What a fault makes of an answer on its way back. */
export function spoilAnswer(fault: Fault, response: FakeResponse, nowMs: number): FakeResponse {
  switch (fault.kind) {
    case 'latency':
      return { ...response, delayMs: fault.delayMs }
    case 'held':
      return { ...response, heldUntil: fault.until }
    case 'truncated_body':
      return { ...response, breakAfterBytes: Math.max(1, Math.min(fault.keepBytes, Buffer.byteLength(response.body) - 1)) }
    case 'half_json':
      return { ...response, body: response.body.slice(0, Math.floor(response.body.length / 2)) }
    case 'duplicate_items':
      return withItems(response, (items) => [...items, ...items])
    case 'nameless_item':
      return isListPage(response)
        ? withItems(response, ([first, ...others]) => [nameless(first), ...others])
        : { ...response, body: JSON.stringify(nameless(JSON.parse(response.body) as object)) }
    case 'few_items':
      return withItems(response, (items) => items.slice(0, fault.keepItems))
    case 'clock_skew':
      return { ...response, headers: { ...response.headers, date: new Date(nowMs + fault.skewMs).toUTCString() } }
    default:
      return response
  }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seededDice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
