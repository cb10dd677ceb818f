// The shapes that go in and out of the fake Google, so that it stays one function whatever carries the bytes.

/** A request as the fake sees it: everything it may look at, nothing of the transport. */
export interface FakeRequest {
  readonly method: string
  /** Absolute; the fake routes by path and answers on behalf of every Google host. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** An answer. The last three fields are orders to the transport; they never appear unless a fault asked for them. */
export interface FakeResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Send the answer only after this time. */
  readonly delayMs?: number
  /** Send the answer only once this has come about. */
  readonly heldUntil?: Promise<unknown>
  /** Cut the connection after this many bytes of the body; 0 means before any answer at all. */
  readonly breakAfterBytes?: number
}

/** A request taken apart, as the API handlers want it. */
export interface ParsedRequest {
  readonly method: string
  readonly origin: string
  /** Decoded path segments, without empty ones. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** A request to an API, with the way to answer it: a partial response when the client asked for certain fields only. */
export interface ApiRequest extends ParsedRequest {
  reply(value: unknown): FakeResponse
}

/** Takes a request apart. Throws a TypeError when the URL is not absolute. */
export function parseRequest(request: FakeRequest): ParsedRequest {
  const url = new URL(request.url)
  return {
    method: request.method.toUpperCase(),
    origin: url.origin,
    path: url.pathname
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent),
    query: url.searchParams,
    headers: request.headers,
    body: request.body,
  }
}

/** An answer in JSON. */
export function jsonResponse(value: unknown, status = 200, headers: Record<string, string> = {}): FakeResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'cache-control': 'private',
      vary: 'Origin, X-Origin, Referer',
      ...headers,
    },
    body: JSON.stringify(value),
  }
}

/** An answer in HTML, for the consent page and for proxies that answer in Google's place. */
export function htmlResponse(html: string, status = 200, headers: Record<string, string> = {}): FakeResponse {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8', ...headers }, body: html }
}
