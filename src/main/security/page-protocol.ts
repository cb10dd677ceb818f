// Serves the page from its own scheme, with the content security policy on every answer.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol, type Session } from 'electron'
import { appScheme } from './app-origin.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { resolvePageFile } from './resolve-page-file.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Makes the scheme behave like `https:`. Must be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** A page made by main itself instead of read from the folder, by its path. */
export type GeneratedPages = ReadonlyMap<string, () => string>

/** Answers the scheme in a session: with a generated page, or with a file of `folder`. */
export function servePage(session: Session, folder: string, generated: GeneratedPages): void {
  session.protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return answer(405, 'text/plain', 'Method not allowed')
    const page = URL.canParse(request.url) ? generated.get(new URL(request.url).pathname) : undefined
    if (page !== undefined) return answer(200, 'text/html; charset=utf-8', page())
    const file = await resolvePageFile(folder, request.url)
    const contentType = file === null ? undefined : contentTypes[extname(file)]
    if (file === null || contentType === undefined) return answer(404, 'text/plain', 'Not found')
    return answer(200, contentType, await readFile(file))
  })
}

function answer(status: number, contentType: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    },
  })
}
