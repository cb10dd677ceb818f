// The fixed forms in which the fake's sign-in answers.
import { jsonResponse, type FakeResponse } from './http-exchange.ts'

/** Sends the browser on. */
export function redirect(target: URL): FakeResponse {
  return { status: 302, headers: { location: target.href, 'content-type': 'text/html; charset=UTF-8' }, body: '' }
}

/** A refusal in the form of RFC 6749, section 5.2. */
export function oauthError(error: string, description: string, status = 400): FakeResponse {
  return jsonResponse({ error, error_description: description }, status)
}

/** The OpenID discovery document, with every end point at one origin. */
export function discoveryDocument(origin: string): object {
  return {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/v1/userinfo`,
    revocation_endpoint: `${origin}/revoke`,
    jwks_uri: `${origin}/oauth2/v3/certs`,
    response_types_supported: [
      'code',
      'token',
      'id_token',
      'code token',
      'code id_token',
      'token id_token',
      'code token id_token',
      'none',
    ],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'picture',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
  }
}
