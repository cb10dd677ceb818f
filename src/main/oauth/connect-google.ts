// Connects a Google account, or connects it again: sign-in, secrets, engine, in this order, and tells the screen how it went.
import { AppError, type Result, toAppErrorValue, unwrapResult } from '../../shared/app-error.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { AccountPart } from '../../shared/may-read.ts'
import type { Account } from '../../shared/views/status.ts'
import type { EnginePeer } from '../../engine/threads/engine-protocol.ts'
import { isSameMailbox } from '../../engine/people/address-key.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { AccessTokens } from './access-tokens.ts'
import { scopesToAsk } from './scopes.ts'
import type { OnSent } from './request-json.ts'
import { type OAuthClient, signIn, type SignInRequest } from './sign-in.ts'

/** What a person gives to connect an account. */
export interface ConnectRequest extends OAuthClient {
  readonly scopes: readonly AccountPart[]
  readonly loginHint?: string | undefined
}

/** Which account a person connects again. */
export interface ReconnectRequest {
  readonly accountId: string
  /** Unsaid: the one that is kept with the account's sign-in. */
  readonly client?: OAuthClient | undefined
}

type KnownAccount = Pick<Account, 'id' | 'email' | 'scopes' | 'status'>

/** What connecting needs. */
export interface ConnectOptions {
  readonly standIn: string | null
  readonly secrets: SecretStore
  readonly tokens: AccessTokens
  readonly engine: Pick<EnginePeer, 'call'>
  readonly openBrowser: (url: string) => Promise<void>
  readonly now: () => number
  readonly onSent: OnSent
  /** The accounts that are connected, and what they have granted. */
  readonly accounts: () => readonly KnownAccount[]
  /** Not called for a sign-in that another one has taken the place of. */
  readonly tell: (event: EventPayload<'accounts.connection'>) => void
  /** As for `signIn`. */
  readonly onGrantLeft: (error: unknown) => void
  /** As for `signIn`. */
  readonly patienceMs?: number
  /** The account works, but only until the program ends. */
  readonly warnSessionOnly: () => void
}

type Nothing = Record<string, never>

const idPrefix = 'google:'

/** One sign-in at a time. */
export class GoogleConnection {
  readonly #options: ConnectOptions
  #running: AbortController | undefined

  constructor(options: ConnectOptions) {
    this.#options = options
  }

  /** Resolves when the browser has been opened, or with why it was not; what comes of it is told by events. */
  start({ clientId, clientSecret, scopes, loginHint }: ConnectRequest): Promise<Result<Nothing>> {
    const hint = loginHint === undefined ? {} : { loginHint }
    const known =
      hint.loginHint === undefined ? undefined : this.#connected().find(({ email }) => isSameMailbox(email, hint.loginHint))
    return this.#open({ clientId, clientSecret, scopes: scopesToAsk(scopes, known?.scopes ?? []), ...hint }, this.#begin())
  }

  /**
   * As `start`, for an account that is known, with all that it has granted. Where its OAuth client is not kept here, or Google has refused
   * it, nothing is begun: `needsClient`.
   */
  async reconnect({ accountId, client }: ReconnectRequest): Promise<Result<{ needsClient: boolean }>> {
    const controller = this.#begin()
    const account = this.#connected().find(({ id }) => id === accountId)
    if (account === undefined) return failure(unknownAccount())
    const usable = client ?? (await this.#keptClient(accountId))
    if (controller.signal.aborted)
      return failure(new AppError('cancelled', 'The sign-in was cancelled.', 'Reconnect when you are ready.'))
    if (usable === null) return { ok: true, value: { needsClient: true } }
    const { clientId, clientSecret } = usable
    const subject = accountId.slice(idPrefix.length)
    const request = { clientId, clientSecret, scopes: scopesToAsk([], account.scopes), loginHint: account.email, subject }
    const opened = await this.#open(request, controller)
    return opened.ok ? { ok: true, value: { needsClient: false } } : opened
  }

  /** Gives up on the sign-in that is under way, if there is one. */
  cancel(): void {
    this.#running?.abort()
    this.#running = undefined
  }

  /** Without those that are on their way out. */
  #connected(): readonly KnownAccount[] {
    return this.#options.accounts().filter(({ id, status }) => id.startsWith(idPrefix) && status !== 'paused')
  }

  #begin(): AbortController {
    this.cancel()
    const controller = new AbortController()
    this.#running = controller
    return controller
  }

  async #keptClient(accountId: string): Promise<OAuthClient | null> {
    if (this.#options.tokens.isClientRefused(accountId)) return null
    try {
      return await this.#options.secrets.read(accountId)
    } catch {
      // The person has the client where they got it from: a keychain that does not answer need not keep them out.
      return null
    }
  }

  #open(request: SignInRequest, controller: AbortController): Promise<Result<Nothing>> {
    return new Promise((resolve) => {
      const openBrowser = async (url: string): Promise<void> => {
        await this.#options.openBrowser(url)
        this.#options.tell({ kind: 'waiting_for_browser' })
        resolve({ ok: true, value: {} })
      }
      void this.#connect(request, openBrowser, controller.signal).then((outcome) => {
        if (this.#running === undefined || this.#running === controller) this.#options.tell(outcome.event)
        resolve(outcome.result)
      })
    })
  }

  async #connect(
    request: SignInRequest,
    openBrowser: (url: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<{ event: EventPayload<'accounts.connection'>; result: Result<Nothing> }> {
    const { standIn, secrets, tokens, engine, now, onSent, onGrantLeft, patienceMs } = this.#options
    const { clientId, clientSecret } = request
    try {
      const grantedBefore = (subject: string): readonly string[] | null =>
        this.#connected().find(({ id }) => id === `${idPrefix}${subject}`)?.scopes ?? null
      const surroundings = { standIn, openBrowser, now, onSent, signal, patienceMs, grantedBefore, onGrantLeft }
      const person = await signIn(request, surroundings)
      const accountId = `${idPrefix}${person.subject}`
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
      const event = signal.aborted
        ? ({ kind: 'cancelled' } as const)
        : ({ kind: 'failed', message: error.message, hint: error.hint } as const)
      return { event, result: { ok: false, error } }
    }
  }
}

function failure(error: AppError): Result<never> {
  return { ok: false, error: toAppErrorValue(error) }
}

function unknownAccount(): AppError {
  return new AppError('not_found', 'This account is no longer here.', 'Connect it with “Connect Google”.')
}
