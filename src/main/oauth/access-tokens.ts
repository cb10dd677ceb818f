// Hands out access tokens that are good for a while, and asks Google for a new one once, however many want it.
import { z } from 'zod'
import { AppError, type Result, toAppErrorValue } from '../../shared/app-error.ts'
import { describeReconnect } from '../../engine/google/describe-reconnect.ts'
import type { AccessToken } from '../../engine/threads/engine-protocol.ts'
import type { AccountSecret, SecretStore } from '../secrets/secret-store.ts'
import { discoverEndpoints, type OAuthEndpoints } from './discover-endpoints.ts'
import { OAuthRefusal, type OnSent, requestJson, revokeToken } from './request-json.ts'

/** A token is renewed when it has less than this left: a long page of requests must not end in its middle. */
const leastLifeMs = 60_000

const refreshSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** What tokens are made from. */
export interface AccessTokensOptions {
  readonly standIn: string | null
  readonly secrets: SecretStore
  readonly now: () => number
  readonly onSent: OnSent
  /** When the account was last read, for the likely cause when Google ends a sign-in. */
  readonly lastSuccessAtMs: (accountId: string) => number | null | Promise<number | null>
}

/** Access tokens by account, in memory only. */
export class AccessTokens {
  readonly #options: AccessTokensOptions
  readonly #known = new Map<string, AccessToken>()
  readonly #refusedClients = new Set<string>()
  readonly #refreshing = new Map<string, Promise<Result<AccessToken>>>()
  #endpoints: OAuthEndpoints | undefined

  constructor(options: AccessTokensOptions) {
    this.#options = options
  }

  /**
   * A token with at least a minute to live. `rejected` is one that Google has just refused: it is not handed out again.
   * Errors: `needs_reconnect` with the likely cause, `not_found`, `keychain_unavailable`, `offline`, `rate_limited`, `unavailable`.
   */
  async get(accountId: string, rejected: string | null): Promise<Result<AccessToken>> {
    const known = this.#known.get(accountId)
    if (known !== undefined && known.token !== rejected && known.expiresAtMs - this.#options.now() > leastLifeMs)
      return { ok: true, value: known }
    return this.#refreshing.get(accountId) ?? this.#beginRefresh(accountId)
  }

  /** Remembers the token that came with a sign-in. */
  remember(accountId: string, token: AccessToken): void {
    this.#refreshing.delete(accountId)
    this.#known.set(accountId, token)
    this.#refusedClients.delete(accountId)
  }

  /** Whether Google has refused the account's OAuth client since the program began: a sign-in with it would end at Google. */
  isClientRefused(accountId: string): boolean {
    return this.#refusedClients.has(accountId)
  }

  /**
   * Forgets an account: when this resolves nothing of its sign-in is here any more, unless the keychain kept it (`problem`), and what is
   * kept for it from now on stays. `revoked` tells later whether Google has agreed to forget it too; Google may be out of reach.
   */
  async forget(accountId: string): Promise<{ problem: unknown; revoked: Promise<boolean> }> {
    const { secrets } = this.#options
    let refreshToken: string | undefined
    let problem: unknown = null
    try {
      refreshToken = (await secrets.read(accountId))?.refreshToken
      await secrets.remove(accountId)
    } catch (error) {
      problem = error
    }
    this.#refreshing.delete(accountId)
    this.#known.delete(accountId)
    this.#refusedClients.delete(accountId)
    return { problem, revoked: refreshToken === undefined ? Promise.resolve(false) : this.#revoke(refreshToken) }
  }

  async #revoke(token: string): Promise<boolean> {
    try {
      const { revocation } = await this.#findEndpoints()
      await revokeToken(revocation, token, this.#options.onSent)
      return true
    } catch {
      // Offline, or already revoked: the account goes away here all the same.
      return false
    }
  }

  #beginRefresh(accountId: string): Promise<Result<AccessToken>> {
    const refresh = this.#refresh(accountId).then((result): Result<AccessToken> => {
      if (this.#refreshing.get(accountId) === refresh) {
        this.#refreshing.delete(accountId)
        if (result.ok) this.#known.set(accountId, result.value)
        else this.#known.delete(accountId)
        return result
      }
      // The account was connected anew, or forgotten, meanwhile: what came of the sign-in before that says nothing about it.
      const known = this.#known.get(accountId)
      return known === undefined ? result : { ok: true, value: known }
    })
    this.#refreshing.set(accountId, refresh)
    return refresh
  }

  async #refresh(accountId: string): Promise<Result<AccessToken>> {
    try {
      const secret = await this.#readSecret(accountId)
      const { token } = await this.#findEndpoints()
      const answer = refreshSchema.parse(await this.#ask(token, accountId, secret))
      return { ok: true, value: { token: answer.access_token, expiresAtMs: this.#options.now() + answer.expires_in * 1000 } }
    } catch (error) {
      return { ok: false, error: toAppErrorValue(error) }
    }
  }

  /** Asked once: they do not move while the program runs. */
  async #findEndpoints(): Promise<OAuthEndpoints> {
    this.#endpoints ??= await discoverEndpoints(this.#options.standIn, this.#options.onSent)
    return this.#endpoints
  }

  async #readSecret(accountId: string): Promise<AccountSecret> {
    let secret: AccountSecret | null
    try {
      secret = await this.#options.secrets.read(accountId)
    } catch (cause) {
      throw new AppError(
        'keychain_unavailable',
        'The keychain does not answer.',
        'Unlock it, or connect the account again for this session.',
        { cause },
      )
    }
    if (secret !== null) return secret
    throw new AppError('needs_reconnect', 'The sign-in of this account is not on this computer.', 'Connect the account again.')
  }

  async #ask(
    endpoint: string,
    accountId: string,
    { refreshToken, clientId, clientSecret, connectedAtMs }: AccountSecret,
  ): Promise<unknown> {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret }
    try {
      return await requestJson(endpoint, { purpose: 'renewing a sign-in', onSent: this.#options.onSent, form })
    } catch (cause) {
      if (!(cause instanceof OAuthRefusal)) throw cause
      const { verdict, code } = cause
      // Whatever else refuses may not even be Google: a sign-in that may well live is not declared dead.
      if (verdict.kind !== 'reconnect')
        throw new AppError('unavailable', `The sign-in could not be renewed (${code}).`, 'OmniCRM tries again by itself.', {
          cause,
        })
      const reason = verdict.cause
      if (reason === 'client_refused') this.#refusedClients.add(accountId)
      const lastSuccessAtMs = await this.#options.lastSuccessAtMs(accountId)
      const message = describeReconnect(reason, connectedAtMs, lastSuccessAtMs, this.#options.now())
      throw new AppError('needs_reconnect', message, 'Connect the account again.', { cause })
    }
  }
}
