// OpenID id tokens of the fake, signed as Google signs its own, with a published key.
import { createSign, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { FakeAccount } from './fake-account.ts'

/** Signs id tokens (RS256) with a key of its own. */
export class IdTokenSigner {
  readonly #now: () => number
  #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** An id token for an account, good for an hour. */
  sign(account: FakeAccount, clientId: string, nonce: string | null): string {
    const nowSeconds = Math.floor(this.#now() / 1000)
    const claims = {
      iss: 'https://accounts.google.com',
      azp: clientId,
      aud: clientId,
      sub: account.subject,
      email: account.email,
      email_verified: true,
      name: account.settings.displayName,
      iat: nowSeconds,
      exp: nowSeconds + 3600,
      ...(nonce === null ? {} : { nonce }),
    }
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${encode({ alg: 'RS256', kid: 'fake-1', typ: 'JWT' })}.${encode(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#pair().privateKey).toString('base64url')}`
  }

  /** The key to check them with, as `jwks_uri` publishes it. */
  publicKey(): JsonWebKey & { readonly alg: string; readonly use: string; readonly kid: string } {
    return { ...this.#pair().publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'fake-1' }
  }

  /** Made when the first id token is asked for: it costs about 100 ms, which the sample workspace never pays. */
  #pair(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    this.#keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    return this.#keys
  }
}
