// Measures what a request takes along and what comes back over the line: `fetch` hands out answers unpacked, which says nothing of that.
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/** One request and what it cost. */
export interface WatchedLine {
  readonly fetch: typeof fetch
  /** Null until something is sent. */
  readonly host: string | null
  /** Bytes of address and body. */
  readonly bytesUp: number
  /** Bytes of the answer as they came, head and packed body; of one that broke off, too. Nothing for a `fetch` that uses no network. */
  readonly bytesDown: number
}

type Line = { -readonly [Key in keyof WatchedLine]: WatchedLine[Key] }

/** A `fetch` that notes where it goes to and how much it takes along and brings; the path and the query are not kept. */
export function watchLine(send: typeof fetch): WatchedLine {
  const line: Line = {
    host: null,
    bytesUp: 0,
    bytesDown: 0,
    fetch(input, init) {
      const address = input instanceof Request ? input.url : String(input)
      line.host = new URL(address).host
      line.bytesUp = address.length + bodyLength(init?.body)
      return asking.run(line, () => send(input, init))
    },
  }
  return line
}

function bodyLength(body: RequestInit['body']): number {
  return typeof body === 'string' || body instanceof URLSearchParams ? Buffer.byteLength(body.toString()) : 0
}

/** On whose behalf a request is made. */
const asking = new AsyncLocalStorage<Line>()
/** A connection carries one request after the other: what it has read meanwhile is the answer. */
const underWay = new WeakMap<object, { readonly line: Line; socket: Socket | null; bytesBefore: number }>()

interface RequestMessage {
  readonly request: object
}

// https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md, which Node's own fetch publishes to as well.
subscribe('undici:request:create', (message) => {
  const line = asking.getStore()
  if (line) underWay.set((message as RequestMessage).request, { line, socket: null, bytesBefore: 0 })
})
subscribe('undici:client:sendHeaders', (message) => {
  const { request, socket } = message as RequestMessage & { readonly socket: Socket }
  const known = underWay.get(request)
  if (!known) return
  known.socket = socket
  known.bytesBefore = socket.bytesRead
})
subscribe('undici:request:trailers', (message) => count(message as RequestMessage))
subscribe('undici:request:error', (message) => count(message as RequestMessage))

function count({ request }: RequestMessage): void {
  const known = underWay.get(request)
  if (!known) return
  underWay.delete(request)
  if (known.socket) known.line.bytesDown += known.socket.bytesRead - known.bytesBefore
}
