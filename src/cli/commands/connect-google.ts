// `omnicrm connect google`: OAuth in the system browser, or with a printed address.
import { spawn } from 'node:child_process'
import { AppError } from '../../shared/app-error.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { GoogleConnection } from '../../main/oauth/connect-google.ts'
import { type Answer, writeNotice } from '../output.ts'
import { withSession } from '../session.ts'

/** What the command is given. */
export interface ConnectOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly useBrowser: boolean
}

/** Connects an account. Nothing of it is imported before a person says what. */
export function connectGoogle(hooks: Hooks, { clientId, clientSecret, useBrowser }: ConnectOptions): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const known = (await session.query('accounts.list', {})).filter(({ kind }) => kind === 'google')
    const outcome = Promise.withResolvers<EventPayload<'accounts.connection'>>()
    const connection = new GoogleConnection({
      standIn: hooks.googleOrigin,
      secrets: session.secrets,
      tokens: session.tokens,
      engine: session.threads.engine,
      openBrowser: useBrowser ? openInBrowser : printAddress,
      now: () => Date.now(),
      onSent: session.onSent,
      accounts: () => known,
      tell: (event) => event.kind !== 'waiting_for_browser' && outcome.resolve(event),
      onGrantLeft: () =>
        writeNotice('Google still lists what it has just permitted: remove it at https://myaccount.google.com/connections.'),
      warnSessionOnly: () => writeNotice('There is no keychain here: the sign-in could not be kept and ends with this command.'),
    })
    const started = await connection.start({ clientId, clientSecret, scopes: ['calendar', 'mail'] })
    if (!started.ok) throw new AppError(started.error.kind, started.error.message, started.error.hint)
    return toAnswer(await outcome.promise)
  })
}

function toAnswer(event: EventPayload<'accounts.connection'>): Answer {
  if (event.kind === 'connected') {
    return {
      json: { accountId: event.accountId, email: event.email },
      lines: [
        `Connected ${event.email}. Nothing is imported yet.`,
        '"preview" counts what there is. "sync" brings in calendar and all mail, "sync --since 2025-01-01 --skip promotions" less of it.',
      ],
    }
  }
  if (event.kind === 'failed') throw new AppError('needs_reconnect', event.message, event.hint)
  throw new AppError('cancelled', 'The sign-in was given up.', 'Run the command again.')
}

function printAddress(url: string): Promise<void> {
  process.stdout.write(`${url}\n`)
  return Promise.resolve()
}

function openInBrowser(url: string): Promise<void> {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? ['xdg-open']
  writeNotice(`If no browser opens, open this address yourself:\n${url}`)
  const browser = spawn(command ?? 'xdg-open', [...args, url], { stdio: 'ignore', detached: true })
  browser.on('error', (error) => writeNotice(`No browser could be started: ${error.message}`))
  browser.unref()
  return Promise.resolve()
}
