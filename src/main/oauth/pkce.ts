// Proof keys and states: one-time secrets that tie the answer in the browser to the question that was asked (RFC 7636).
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A one-time secret of 256 bits, in base64url. */
export function createOneTimeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
