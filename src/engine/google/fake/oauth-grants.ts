// What the fake's token service has given out: codes, access tokens and refresh tokens, and what becomes of them.
import { createHash } from 'node:crypto'
import type { FakeAccount } from './fake-account.ts'

/** What an access token allows, and for whom. */
export interface AccessGrant {
  readonly account: FakeAccount
  readonly scopes: readonly string[]
  readonly expiresAtMs: number
}

/** What a refresh token allows, and for whom. */
export interface RefreshGrant {
  readonly email: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly expiresAtMs: number
}

/** What the person granted, until the client comes for it. */
export interface PendingCode {
  readonly email: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly challenge: string
  readonly nonce: string | null
}

/** How long an access token lives. */
export const accessTokenLifeMs = 3_599_000
/** How long a refresh token lives while the project is in "Testing". */
export const testingLifeMs = 604_799_000
const codeLifeMs = 600_000

/** Everything that was given out and has not been taken back. */
export class OAuthGrants {
  readonly #now: () => number
  readonly #codes = new Map<string, PendingCode & { readonly expiresAtMs: number }>()
  readonly #access = new Map<string, AccessGrant & { readonly refreshToken: string | null }>()
  readonly #refresh = new Map<string, RefreshGrant>()
  #nextNumber = 1

  constructor(now: () => number) {
    this.#now = now
  }

  /** A code for what was granted; good for ten minutes and one try. */
  addCode(pending: PendingCode): string {
    const code = `4/0A${this.#secret('code')}`
    this.#codes.set(code, { ...pending, expiresAtMs: this.#now() + codeLifeMs })
    return code
  }

  /** What stands behind a code: it is over now, whatever comes of it. */
  takeCode(code: string): PendingCode | 'unknown' | 'expired' {
    const pending = this.#codes.get(code)
    this.#codes.delete(code)
    if (pending === undefined) return 'unknown'
    return pending.expiresAtMs <= this.#now() ? 'expired' : pending
  }

  /** A new access token; `refreshToken` is the one that it goes back to. */
  addAccess(account: FakeAccount, scopes: readonly string[], refreshToken: string | null, lifeMs: number): string {
    const token = `ya29.a0${this.#secret('access')}`
    this.#access.set(token, { account, scopes, expiresAtMs: this.#now() + lifeMs, refreshToken })
    return token
  }

  /** What an access token allows; null when it is unknown or over. */
  findAccess(token: string): AccessGrant | null {
    const grant = this.#access.get(token)
    return grant === undefined || grant.expiresAtMs <= this.#now() ? null : grant
  }

  /** A new refresh token; `lifeMs` is null for one that lives until it is taken back. */
  addRefresh(grant: Omit<RefreshGrant, 'expiresAtMs'>, lifeMs: number | null): string {
    const token = `1//0${this.#secret('refresh')}`
    this.#refresh.set(token, { ...grant, expiresAtMs: lifeMs === null ? Number.POSITIVE_INFINITY : this.#now() + lifeMs })
    return token
  }

  /** What a refresh token allows; null when it is unknown or over. */
  findRefresh(token: string): RefreshGrant | null {
    const grant = this.#refresh.get(token)
    return grant === undefined || grant.expiresAtMs <= this.#now() ? null : grant
  }

  /** All that an account has granted a client, over all its refresh tokens. */
  listScopes(email: string, clientId: string): string[] {
    return [...this.#refresh.values()]
      .filter((grant) => grant.email === email && grant.clientId === clientId)
      .flatMap((grant) => grant.scopes)
  }

  /** Takes back a token of either kind, with the refresh token behind it and all that came of that. Answers false when there is none. */
  revoke(token: string): boolean {
    const refreshToken = this.#refresh.has(token) ? token : this.#access.get(token)?.refreshToken
    if (refreshToken === undefined) return false
    this.#access.delete(token)
    if (refreshToken === null) return true
    this.#refresh.delete(refreshToken)
    for (const [access, grant] of this.#access) if (grant.refreshToken === refreshToken) this.#access.delete(access)
    return true
  }

  /** Takes back everything of an account. */
  revokeAccount(email: string): void {
    for (const [token, grant] of this.#refresh) if (grant.email === email) this.#refresh.delete(token)
    for (const [token, grant] of this.#access) if (grant.account.email === email) this.#access.delete(token)
  }

  /** Every access token given out so far is over. */
  expireAccess(): void {
    this.#access.clear()
  }

  #secret(purpose: string): string {
    return createHash('sha256')
      .update(`${purpose}/${this.#nextNumber++}`)
      .digest('base64url')
  }
}
