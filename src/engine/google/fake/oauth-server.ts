// The fake's sign-in: OpenID discovery, consent, PKCE, tokens, refresh and revocation, as Google does them for desktop clients.
// https://developers.google.com/identity/protocols/oauth2/native-app
import { createHash } from 'node:crypto'
import type { FakeAccount } from './fake-account.ts'
import { htmlResponse, jsonResponse, type FakeResponse, type ParsedRequest } from './http-exchange.ts'
import { IdTokenSigner } from './id-token.ts'
import { accessTokenLifeMs, type AccessGrant, OAuthGrants, testingLifeMs } from './oauth-grants.ts'
import { discoveryDocument, oauthError, redirect } from './oauth-answers.ts'
import type { Operation } from './operations.ts'

/** What the person at the consent page does. Tests change it at any time. */
export interface Consent {
  /** Signs in as this account, whatever the login hint says. Default: the hinted account, else the first. */
  email?: string
  /** Presses Cancel. */
  deny?: boolean
  /** Ticks only these of the scopes asked for. */
  scopes?: (asked: readonly string[]) => readonly string[]
  /** Shows a page with an Allow link instead of redirecting at once. */
  showPage?: boolean
  /** The project is in "Testing": refresh tokens die after seven days. */
  testing?: boolean
}

/** A registered OAuth client; without any, every client id with a secret is welcome. */
export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: string
}

const oidcScopes: Record<string, string> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
}

/** Google's token service for the fake's accounts. */
export class OAuthServer {
  readonly consent: Consent = {}
  readonly #accounts: () => readonly FakeAccount[]
  readonly #clients: readonly OAuthClient[]
  readonly #now: () => number
  readonly #grants: OAuthGrants
  readonly #idTokens: IdTokenSigner

  constructor(accounts: () => readonly FakeAccount[], clients: readonly OAuthClient[], now: () => number) {
    this.#accounts = accounts
    this.#clients = clients
    this.#now = now
    this.#grants = new OAuthGrants(now)
    this.#idTokens = new IdTokenSigner(now)
  }

  /** The grant behind an Authorization header, or null when it is missing, unknown or over. */
  grantOf(authorization: string | undefined): AccessGrant | null {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
    return token === undefined ? null : this.#grants.findAccess(token)
  }

  /** An access token without the dance, for tests and for the sample workspace. Lives `lifeMs`, an hour by default. */
  issueAccessToken(email: string, scopes: readonly string[], lifeMs = accessTokenLifeMs): string {
    return this.#grants.addAccess(this.#account(email), scopes, null, lifeMs)
  }

  /** Every access token given out so far is over; refreshing still works. */
  expireAccessTokens(): void {
    this.#grants.expireAccess()
  }

  /** The person takes the access back in their Google account: every token for it is dead. */
  revokeAccess(email: string): void {
    this.#grants.revokeAccount(email)
  }

  /** Answers one of the `oauth.` operations. */
  handle(operation: Operation, request: ParsedRequest): FakeResponse {
    switch (operation) {
      case 'oauth.discovery':
        return jsonResponse(discoveryDocument(request.origin))
      case 'oauth.authorize':
        return this.#authorize(request)
      case 'oauth.token':
        return request.method === 'POST' ? this.#token(request) : oauthError('invalid_request', 'Only POST is allowed.')
      case 'oauth.revoke':
        return this.#revoke(request)
      case 'oauth.userinfo':
        return this.#userinfo(request)
      case 'oauth.tokeninfo':
        return this.#tokeninfo(request)
      case 'oauth.certs':
        return jsonResponse({ keys: [this.#idTokens.publicKey()] })
      default:
        return oauthError('invalid_request', 'Unknown endpoint.', 404)
    }
  }

  #authorize({ query }: ParsedRequest): FakeResponse {
    const redirectUri = query.get('redirect_uri') ?? ''
    const refuse = (error: string, detail: string): FakeResponse =>
      htmlResponse(`<h1>Access blocked: Authorization Error</h1><p>Error 400: ${error}</p><p>${detail}</p>`, 400)
    if (!/^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/.test(redirectUri))
      return refuse('redirect_uri_mismatch', 'Desktop clients use a loopback address.')
    const clientId = query.get('client_id') ?? ''
    if (clientId === '' || (this.#clients.length > 0 && !this.#clients.some((client) => client.clientId === clientId)))
      return refuse('invalid_client', 'The OAuth client was not found.')
    if (query.get('response_type') !== 'code') return refuse('unsupported_response_type', 'Only response_type=code.')
    const challenge = query.get('code_challenge') ?? ''
    if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge))
      return refuse('invalid_request', 'A PKCE challenge with S256 is required.')
    const asked = (query.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '')
    if (asked.length === 0) return refuse('invalid_request', 'Missing required parameter: scope')

    const allowed = new URL(redirectUri)
    const state = query.get('state')
    if (state !== null) allowed.searchParams.set('state', state)
    if (this.consent.deny === true) {
      allowed.searchParams.set('error', 'access_denied')
      return redirect(allowed)
    }
    const hint = query.get('login_hint')
    const account = this.#accounts().find((candidate) => candidate.email === (this.consent.email ?? hint)) ?? this.#accounts()[0]
    if (account === undefined) return refuse('invalid_request', 'There is no account.')
    const ticked = (this.consent.scopes?.(asked) ?? asked).map((scope) => oidcScopes[scope] ?? scope)
    const earlier = query.get('include_granted_scopes') === 'true' ? this.#grants.listScopes(account.email, clientId) : []
    const scopes = [...new Set([...earlier, ...ticked])]
    const granted = { email: account.email, clientId, redirectUri, scopes, challenge, nonce: query.get('nonce') }
    const code = this.#grants.addCode(granted)
    allowed.searchParams.set('code', code)
    allowed.searchParams.set('scope', scopes.join(' '))
    if (this.consent.showPage !== true) return redirect(allowed)
    return htmlResponse(
      `<!DOCTYPE html><html lang="en"><title>Sign in - Google Accounts</title><h1>OmniCRM wants to access your Google Account</h1><p>${account.email}</p><ul>${scopes.map((scope) => `<li>${scope}</li>`).join('')}</ul><a href="${allowed.href.replaceAll('&', '&amp;')}">Allow</a>`,
    )
  }

  #token({ body }: ParsedRequest): FakeResponse {
    const form = new URLSearchParams(body)
    const clientId = form.get('client_id') ?? ''
    if (clientId === '') return oauthError('invalid_request', 'Could not determine client ID from request.')
    if (this.#clients.length > 0) {
      const client = this.#clients.find((candidate) => candidate.clientId === clientId)
      if (client === undefined) return oauthError('invalid_client', 'The OAuth client was not found.', 401)
      if (client.clientSecret !== form.get('client_secret'))
        return oauthError('invalid_client', 'The provided client secret is invalid.', 401)
    } else if ((form.get('client_secret') ?? '') === '') return oauthError('invalid_request', 'client_secret is missing.')
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return this.#exchangeCode(form, clientId)
      case 'refresh_token':
        return this.#refreshAccess(form, clientId)
      default:
        return oauthError('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`)
    }
  }

  #exchangeCode(form: URLSearchParams, clientId: string): FakeResponse {
    const pending = this.#grants.takeCode(form.get('code') ?? '')
    if (pending === 'expired') return oauthError('invalid_grant', 'Bad Request')
    if (pending === 'unknown' || pending.clientId !== clientId) return oauthError('invalid_grant', 'Malformed auth code.')
    if (pending.redirectUri !== form.get('redirect_uri')) return oauthError('redirect_uri_mismatch', 'Bad Request')
    const verifier = form.get('code_verifier')
    if (verifier === null) return oauthError('invalid_grant', 'Missing code verifier.')
    if (createHash('sha256').update(verifier).digest('base64url') !== pending.challenge)
      return oauthError('invalid_grant', 'Invalid code verifier.')
    const account = this.#account(pending.email)
    const isTesting = this.consent.testing === true
    const { email, scopes } = pending
    const refreshToken = this.#grants.addRefresh({ email, clientId, scopes }, isTesting ? testingLifeMs : null)
    return jsonResponse({
      access_token: this.#grants.addAccess(account, pending.scopes, refreshToken, accessTokenLifeMs),
      expires_in: accessTokenLifeMs / 1000,
      refresh_token: refreshToken,
      ...(isTesting ? { refresh_token_expires_in: testingLifeMs / 1000 } : {}),
      scope: pending.scopes.join(' '),
      token_type: 'Bearer',
      ...(pending.scopes.includes('openid') ? { id_token: this.#idTokens.sign(account, clientId, pending.nonce) } : {}),
    })
  }

  #refreshAccess(form: URLSearchParams, clientId: string): FakeResponse {
    const refreshToken = form.get('refresh_token') ?? ''
    const grant = this.#grants.findRefresh(refreshToken)
    if (grant === null) return oauthError('invalid_grant', 'Token has been expired or revoked.')
    if (grant.clientId !== clientId) return oauthError('unauthorized_client', 'Unauthorized')
    const account = this.#account(grant.email)
    return jsonResponse({
      access_token: this.#grants.addAccess(account, grant.scopes, refreshToken, accessTokenLifeMs),
      expires_in: accessTokenLifeMs / 1000,
      scope: grant.scopes.join(' '),
      token_type: 'Bearer',
      ...(grant.scopes.includes('openid') ? { id_token: this.#idTokens.sign(account, clientId, null) } : {}),
    })
  }

  #revoke({ query, body }: ParsedRequest): FakeResponse {
    const token = new URLSearchParams(body).get('token') ?? query.get('token') ?? ''
    return this.#grants.revoke(token) ? jsonResponse({}) : oauthError('invalid_token', 'Token expired or revoked')
  }

  #userinfo({ headers, query, path }: ParsedRequest): FakeResponse {
    const grant = this.grantOf(
      headers['authorization'] ?? (query.has('access_token') ? `Bearer ${query.get('access_token')}` : undefined),
    )
    if (grant === null) return oauthError('invalid_request', 'Invalid Credentials', 401)
    const { account, scopes } = grant
    return jsonResponse({
      ...(path.includes('v2') ? { id: account.subject } : { sub: account.subject }),
      ...(scopes.includes(oidcScopes['email'] ?? '')
        ? path.includes('v2')
          ? { email: account.email, verified_email: true }
          : { email: account.email, email_verified: true }
        : {}),
      ...(scopes.includes(oidcScopes['profile'] ?? '')
        ? { name: account.settings.displayName, picture: 'https://lh3.googleusercontent.com/a/default-user=s96-c' }
        : {}),
    })
  }

  #tokeninfo({ query }: ParsedRequest): FakeResponse {
    const grant = this.grantOf(`Bearer ${query.get('access_token') ?? ''}`)
    if (grant === null) return oauthError('invalid_token', 'Invalid Value')
    return jsonResponse({
      sub: grant.account.subject,
      scope: grant.scopes.join(' '),
      exp: String(Math.floor(grant.expiresAtMs / 1000)),
      expires_in: String(Math.floor((grant.expiresAtMs - this.#now()) / 1000)),
      email: grant.account.email,
      email_verified: 'true',
      access_type: 'offline',
    })
  }

  #account(email: string): FakeAccount {
    const account = this.#accounts().find((candidate) => candidate.email === email)
    if (account === undefined) throw new Error(`The fake Google has no account ${email}`)
    return account
  }
}
