// A `fetch` that reaches the fake Google without a socket: the sample workspace runs the very code that talks to Google.
import { setImmediate as nextRound } from 'node:timers/promises'
import type { FakeGoogle } from './fake-google.ts'
import type { FakeResponse } from './http-exchange.ts'

/**
 * Makes a `fetch` over a fake Google. Every call awaits `nextTurn` first (default: a round of the event loop), so that a long sync leaves
 * room for others; delays and broken connections behave as over a network (a TypeError with the socket's error as its cause).
 */
export function createFakeFetch(fake: FakeGoogle, nextTurn: () => Promise<void> = nextRound): typeof fetch {
  return async (input, init) => {
    const request = await readRequest(input, init)
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    await nextTurn()
    signal?.throwIfAborted()
    const answer = fake.handle(request)
    if (answer.delayMs !== undefined) await delay(answer.delayMs, signal ?? undefined)
    await answer.heldUntil
    if (answer.breakAfterBytes === 0) throw new TypeError('fetch failed', { cause: socketError('read ECONNRESET', 'ECONNRESET') })
    const isBodiless = answer.status === 204 || answer.status === 304
    return new Response(isBodiless ? null : bodyOf(answer), { status: answer.status, headers: answer.headers })
  }
}

async function readRequest(
  input: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
): Promise<{ method: string; url: string; headers: Record<string, string>; body: string }> {
  const headers = Object.fromEntries(new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined)))
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  const body = init?.body ?? (input instanceof Request ? await input.text() : '')
  return {
    method,
    url: input instanceof Request ? input.url : String(input),
    headers,
    body: typeof body === 'string' ? body : await new Response(body).text(),
  }
}

function bodyOf(answer: FakeResponse): string | ReadableStream<Uint8Array> {
  const { breakAfterBytes } = answer
  if (breakAfterBytes === undefined) return answer.body
  const bytes = Buffer.from(answer.body, 'utf8').subarray(0, breakAfterBytes)
  let isSent = false
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent) {
        controller.error(new TypeError('terminated', { cause: socketError('other side closed', 'UND_ERR_SOCKET') }))
        return
      }
      isSent = true
      controller.enqueue(new Uint8Array(bytes))
    },
  })
}

function socketError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}

function delay(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
