// Waits on this computer for the browser to come back from Google (RFC 8252, section 7.3).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '../../shared/app-error.ts'
import { isSameSecret } from './pkce.ts'

/** The browser is back; it waits for a page that says how it went. */
export interface Redirect {
  readonly parameters: URLSearchParams
  /** Shows the person a last page. */
  respond(title: string, text: string): void
}

/** A receiver that listens. */
export interface LoopbackReceiver {
  /** `http://127.0.0.1:PORT/google`, with a port that the system chose. */
  readonly redirectUri: string
  /** Resolves with the first redirect that carries the state; rejects with the signal's reason. */
  wait(state: string, signal: AbortSignal): Promise<Redirect>
  close(): void
}

const path = '/google'

/** Starts to listen, on the loopback address only. */
export async function openLoopbackReceiver(): Promise<LoopbackReceiver> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new AppError(
          'unavailable',
          'OmniCRM could not wait for the browser.',
          'Check whether a firewall forbids local connections.',
          { cause },
        ),
      )
    })
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    redirectUri: `http://${host}${path}`,
    wait: (state, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        server.on('request', (request: IncomingMessage, response: ServerResponse) => {
          const url = new URL(request.url ?? '/', `http://${host}`)
          const isRedirect = request.method === 'GET' && url.pathname === path && request.headers.host === host
          // Whatever else comes in, for instance from a page that guesses ports, does not end the wait.
          if (!isRedirect || !isSameSecret(url.searchParams.get('state') ?? '', state))
            return respond(response, 404, 'Not found', '')
          resolve({ parameters: url.searchParams, respond: (title, text) => respond(response, 200, title, text) })
        })
      }),
    close() {
      server.close()
      server.closeIdleConnections()
    },
  }
}

function respond(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>OmniCRM Desktop</title>
<style>body{font:16px/1.6 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;text-align:center}</style>
<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></html>`)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
