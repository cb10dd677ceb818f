// Serves a fake Google over HTTP on this computer, for tests that start the whole program.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FakeGoogle } from './fake-google.ts'
import type { FakeResponse } from './http-exchange.ts'

const compress = promisify(gzip)

/** A running server. */
export interface ServedFakeGoogle {
  /** For `OMNICRM_GOOGLE_ORIGIN`: `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

/** Listens on the loopback address; port 0 (the default) takes a free one. Answers are compressed when the client says it can read that. */
export async function serveFakeGoogle(fake: FakeGoogle, options: { readonly port?: number } = {}): Promise<ServedFakeGoogle> {
  const server = createServer((request, response) => {
    answer(fake, origin, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  })
  let origin = ''
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function answer(fake: FakeGoogle, origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
  const result = fake.handle({
    method: request.method ?? 'GET',
    url: origin + (request.url ?? '/'),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  })
  if (result.delayMs !== undefined) await delay(result.delayMs)
  await result.heldUntil
  await send(result, headers, response)
}

async function send(
  result: FakeResponse,
  requestHeaders: Readonly<Record<string, string | undefined>>,
  response: ServerResponse,
): Promise<void> {
  if (result.breakAfterBytes === 0) {
    response.socket?.resetAndDestroy()
    return
  }
  const plain = Buffer.from(result.body, 'utf8')
  const isCompressed = plain.byteLength > 1000 && (requestHeaders['accept-encoding'] ?? '').includes('gzip')
  const body = isCompressed ? await compress(plain) : plain
  response.writeHead(result.status, {
    ...result.headers,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': body.byteLength,
  })
  if (result.breakAfterBytes === undefined) {
    response.end(body)
    return
  }
  const kept = body.subarray(0, Math.min(result.breakAfterBytes, body.byteLength - 1))
  response.write(kept, () => response.socket?.resetAndDestroy())
}
