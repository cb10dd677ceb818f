import { createHash, createPublicKey, createVerify } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeGoogle, type FakeGoogle } from './fake-google.ts'
import type { FakeResponse } from './http-exchange.ts'

const origin = 'http://127.0.0.1:4567'
const redirectUri = 'http://127.0.0.1:5555/callback'
const verifier = 'a-verifier-of-at-least-forty-three-characters-0123456789'
const challenge = createHash('sha256').update(verifier).digest('base64url')
const calendarScope = 'https://www.googleapis.com/auth/calendar.readonly'
const gmailScope = 'https://www.googleapis.com/auth/gmail.readonly'

let nowMs = 0
let fake: FakeGoogle

function request(
  method: string,
  path: string,
  options: { query?: Record<string, string>; form?: Record<string, string>; token?: string } = {},
): FakeResponse {
  return fake.handle({
    method,
    url: `${origin}${path}?${String(new URLSearchParams(options.query))}`,
    headers: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` },
    body: String(new URLSearchParams(options.form)),
  })
}

function authorize(query: Record<string, string> = {}): FakeResponse {
  return request('GET', '/o/oauth2/v2/auth', {
    query: {
      client_id: 'client',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: `openid email ${calendarScope}`,
      state: 'a state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      access_type: 'offline',
      ...query,
    },
  })
}

function redirected(response: FakeResponse): URLSearchParams {
  expect(response.status).toBe(302)
  return new URL(response.headers['location'] ?? '').searchParams
}

function exchange(form: Record<string, string> = {}): { status: number; body: Record<string, unknown> } {
  const code = form['code'] ?? redirected(authorize()).get('code') ?? ''
  const answer = request('POST', '/token', {
    form: {
      grant_type: 'authorization_code',
      client_id: 'client',
      client_secret: 'secret',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...form,
      code,
    },
  })
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
}

function refresh(refreshToken: string): { status: number; body: Record<string, unknown> } {
  const answer = request('POST', '/token', {
    form: { grant_type: 'refresh_token', client_id: 'client', client_secret: 'secret', refresh_token: refreshToken },
  })
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
}

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 23, 9)
  fake = createFakeGoogle({ clock: { now: () => nowMs } })
  fake.addAccount({ email: 'ada@example.com', displayName: 'Ada Example' })
  fake.addAccount({ email: 'bo@example.org', displayName: 'Bo Example' })
})

describe('signing in', () => {
  it('is described by the discovery document of the same origin', () => {
    const document = JSON.parse(request('GET', '/.well-known/openid-configuration').body) as Record<string, unknown>
    expect(document).toMatchObject({
      authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
      token_endpoint: `${origin}/token`,
      revocation_endpoint: `${origin}/revoke`,
      userinfo_endpoint: `${origin}/v1/userinfo`,
      code_challenge_methods_supported: ['plain', 'S256'],
    })
  })

  it('leads from consent over code and verifier to tokens that open the API', () => {
    const back = redirected(authorize())
    expect(back.get('state')).toBe('a state')
    expect(back.get('scope')).toBe(`openid https://www.googleapis.com/auth/userinfo.email ${calendarScope}`)
    const { status, body } = exchange({ code: back.get('code') ?? '' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      scope: back.get('scope'),
      refresh_token: expect.stringMatching(/^1\/\//) as string,
    })
    const token = body['access_token'] as string
    expect(JSON.parse(request('GET', '/v1/userinfo', { token }).body)).toMatchObject({
      email: 'ada@example.com',
      email_verified: true,
      sub: expect.stringMatching(/^\d{21}$/) as string,
    })
    expect(request('GET', '/calendar/v3/users/me/calendarList', { token }).status).toBe(200)
    expect(request('GET', '/gmail/v1/users/me/profile', { token }).status).toBe(403)
  })

  it('gives an id token that its published key confirms', () => {
    const idToken = exchange().body['id_token'] as string
    const [head = '', claims = '', signature = ''] = idToken.split('.')
    const { keys } = JSON.parse(request('GET', '/oauth2/v3/certs').body) as { keys: Record<string, unknown>[] }
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
    expect(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))).toMatchObject({
      iss: 'https://accounts.google.com',
      aud: 'client',
      email: 'ada@example.com',
    })
  })

  it('follows the login hint, unless the person picks another account', () => {
    const emailOf = (response: FakeResponse): unknown =>
      (
        JSON.parse(
          request('GET', '/v1/userinfo', {
            token: exchange({ code: redirected(response).get('code') ?? '' }).body['access_token'] as string,
          }).body,
        ) as Record<string, unknown>
      )['email']
    expect(emailOf(authorize({ login_hint: 'bo@example.org' }))).toBe('bo@example.org')
    fake.consent.email = 'ada@example.com'
    expect(emailOf(authorize({ login_hint: 'bo@example.org' }))).toBe('ada@example.com')
  })

  it('comes back with access_denied when the person cancels', () => {
    fake.consent.deny = true
    const back = redirected(authorize())
    expect([back.get('error'), back.get('state'), back.get('code')]).toEqual(['access_denied', 'a state', null])
  })

  it('grants only the scopes that were ticked, and keeps earlier ones when asked to include them', () => {
    fake.consent.scopes = (asked) => asked.filter((scope) => scope === calendarScope)
    expect(exchange().body['scope']).toBe(calendarScope)
    const alone = authorize({ scope: gmailScope })
    expect(redirected(alone).get('scope')).toBe('')
    delete fake.consent.scopes
    expect(redirected(authorize({ scope: gmailScope, include_granted_scopes: 'true' })).get('scope')).toBe(
      `${calendarScope} ${gmailScope}`,
    )
  })

  it('shows a page with an Allow link when a test wants one', () => {
    fake.consent.showPage = true
    const { status, body } = authorize()
    expect(status).toBe(200)
    const link = (/<a href="([^"]+)">Allow/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&')
    expect(new URL(link).searchParams.get('state')).toBe('a state')
  })

  it.each([
    [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ redirect_uri: 'https://attacker.example/callback' }, 'redirect_uri_mismatch'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ client_id: '' }, 'invalid_client'],
  ])('refuses %j with %s', (query: Record<string, string>, error) => {
    const answer = authorize(query)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(error)
  })
})

describe('the token end point', () => {
  it('refuses a verifier that does not fit the challenge, and the code is then used up', () => {
    const code = redirected(authorize()).get('code') ?? ''
    expect(exchange({ code, code_verifier: `${verifier}x` })).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid code verifier.' },
    })
    expect(exchange({ code })).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Malformed auth code.' },
    })
  })

  it('refuses a code twice, too late, or for another redirect', () => {
    const code = redirected(authorize()).get('code') ?? ''
    expect(exchange({ code }).status).toBe(200)
    expect(exchange({ code }).body['error']).toBe('invalid_grant')
    const late = redirected(authorize()).get('code') ?? ''
    nowMs += 600_001
    expect(exchange({ code: late }).body['error']).toBe('invalid_grant')
    expect(exchange({ redirect_uri: 'http://127.0.0.1:1/other' }).body['error']).toBe('redirect_uri_mismatch')
  })

  it('refreshes until access is revoked, then says invalid_grant', () => {
    const refreshToken = exchange().body['refresh_token'] as string
    fake.oauth.expireAccessTokens()
    const refreshed = refresh(refreshToken)
    expect(refreshed.status).toBe(200)
    expect(refreshed.body).not.toHaveProperty('refresh_token')
    fake.oauth.revokeAccess('ada@example.com')
    expect(refresh(refreshToken)).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    })
    expect(request('GET', '/calendar/v3/users/me/calendarList', { token: refreshed.body['access_token'] as string }).status).toBe(
      401,
    )
  })

  it('lets refresh tokens die after seven days while the client is in testing', () => {
    fake.consent.testing = true
    const { body } = exchange()
    expect(body['refresh_token_expires_in']).toBe(604_799)
    nowMs += 7 * 86_400_000
    expect(refresh(body['refresh_token'] as string).body['error']).toBe('invalid_grant')
  })

  it('knows its registered clients', () => {
    const accounts = fake.accounts
    fake = createFakeGoogle({
      clock: { now: () => nowMs },
      accounts,
      oauthClients: [{ clientId: 'client', clientSecret: 'right' }],
    })
    expect(exchange({ client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(exchange({ client_secret: 'right' }).status).toBe(200)
  })

  it('revokes a whole grant by either of its tokens', () => {
    for (const which of ['access_token', 'refresh_token']) {
      const { body } = exchange()
      expect(request('POST', '/revoke', { form: { token: body[which] as string } }).status).toBe(200)
      expect(refresh(body['refresh_token'] as string).status).toBe(400)
      expect(request('GET', '/v1/userinfo', { token: body['access_token'] as string }).status).toBe(401)
    }
    expect(request('POST', '/revoke', { form: { token: 'unknown' } }).status).toBe(400)
  })
})
