// Connects a Google account: sign-in, secrets, engine, in this order, and tells the screen how it went.
import { type Result, toAppErrorValue, unwrapResult } from '../../shared/app-error.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { EnginePeer } from '../../engine/threads/engine-protocol.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { AccessTokens } from './access-tokens.ts'
import { type ScopeChoice, scopesToAsk } from './scopes.ts'
import type { OnSent } from './request-json.ts'
import { signIn } from './sign-in.ts'

/** What a person gives to connect an account. */
export interface ConnectRequest {
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly ScopeChoice[]
  readonly loginHint?: string | undefined
}

/** What connecting needs. */
export interface ConnectOptions {
  readonly standIn: string | null
  readonly secrets: SecretStore
  readonly tokens: AccessTokens
  readonly engine: Pick<EnginePeer, 'call'>
  readonly openBrowser: (url: string) => Promise<void>
  readonly now: () => number
  readonly onSent: OnSent
  /** What an account with this address has granted already. */
  readonly grantedScopes: (email: string) => readonly string[]
  readonly tell: (event: EventPayload<'accounts.connection'>) => void
  /** The account works, but only until the program ends. */
  readonly warnSessionOnly: () => void
}

/** One sign-in at a time. */
export class GoogleConnection {
  readonly #options: ConnectOptions
  #running: AbortController | undefined

  constructor(options: ConnectOptions) {
    this.#options = options
  }

  /** Resolves when the browser has been opened, or with why it was not; what comes of it is told by events. */
  start(request: ConnectRequest): Promise<Result<Record<string, never>>> {
    this.cancel()
    const controller = new AbortController()
    this.#running = controller
    return new Promise((resolve) => {
      const openBrowser = async (url: string): Promise<void> => {
        await this.#options.openBrowser(url)
        this.#options.tell({ kind: 'waiting_for_browser' })
        resolve({ ok: true, value: {} })
      }
      void this.#connect(request, openBrowser, controller.signal).then((outcome) => {
        this.#options.tell(outcome.event)
        resolve(outcome.result)
      })
    })
  }

  /** Gives up on the sign-in that is under way, if there is one. */
  cancel(): void {
    this.#running?.abort()
    this.#running = undefined
  }

  async #connect(
    request: ConnectRequest,
    openBrowser: (url: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<{ event: EventPayload<'accounts.connection'>; result: Result<Record<string, never>> }> {
    const { standIn, secrets, tokens, engine, now, onSent } = this.#options
    const { clientId, clientSecret, loginHint } = request
    try {
      const grantedBefore = loginHint === undefined ? [] : this.#options.grantedScopes(loginHint)
      const scopes = scopesToAsk(request.scopes, grantedBefore)
      const person = await signIn(
        { clientId, clientSecret, scopes, ...(loginHint === undefined ? {} : { loginHint }) },
        { standIn, openBrowser, now, onSent, signal },
      )
      const accountId = `google:${person.subject}`
      // The secrets first: the engine starts to sync as soon as it knows the account.
      const kept = await secrets.write(accountId, {
        refreshToken: person.refreshToken,
        clientId,
        clientSecret,
        connectedAtMs: now(),
      })
      tokens.remember(accountId, person.accessToken)
      const { email, displayName } = person
      unwrapResult(await engine.call('accounts.connected', { accountId, email, displayName, scopes: person.scopes }))
      if (kept === 'memory') this.#options.warnSessionOnly()
      return { event: { kind: 'connected', accountId, email }, result: { ok: true, value: {} } }
    } catch (thrown) {
      const error = toAppErrorValue(thrown)
      const event =
        error.kind === 'cancelled'
          ? ({ kind: 'cancelled' } as const)
          : ({ kind: 'failed', message: error.message, hint: error.hint } as const)
      return { event, result: { ok: false, error } }
    }
  }
}
