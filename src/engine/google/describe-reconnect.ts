// Says in plain words why an account has to be connected again, naming the likely cause.
import { assertNever } from '../../shared/assert-never.ts'
import type { ReconnectCause } from './classify-google-error.ts'

const dayMs = 86_400_000

/**
 * Told on the account when nobody hands out its sign-in. A keychain may be unlocked without anybody telling: a person's click and a launch ask
 * it once more.
 */
export const keychainReason =
  'The keychain does not answer, and the sign-in is kept nowhere else. Unlock it and sync, or connect the account again.'

/**
 * The sentence of the reconnect card. Google does not tell why it ended a sign-in, but the age of the connection and the last time that it was
 * good do: a client in "Testing" loses its refresh tokens after seven days, any client after six months without use.
 * @see https://developers.google.com/identity/protocols/oauth2#expiration
 */
export function describeReconnect(
  cause: ReconnectCause,
  connectedAtMs: number,
  lastSuccessAtMs: number | null,
  nowMs: number,
): string {
  switch (cause) {
    case 'sign_in_ended':
      return `Google ended the sign-in. ${likelyEnd(nowMs - connectedAtMs, Math.max(0, (lastSuccessAtMs ?? 0) - connectedAtMs))}`
    case 'missing_scope':
      return 'Google did not get your permission for everything that this sync reads. Connect again and leave every box ticked.'
    case 'client_refused':
      return 'Google no longer accepts the OAuth client. It was probably deleted or its secret was changed in the Google Cloud console.'
    default:
      return assertNever(cause)
  }
}

/** A sign-in of a client in "Testing" is good for seven days to the second; its last access token for an hour more. */
const testingMs = 7 * dayMs
const accessTokenMs = 3_600_000

function likelyEnd(ageMs: number, ageAtSuccessMs: number): string {
  if (ageMs - ageAtSuccessMs > 180 * dayMs) return 'It had not been used for more than six months.'
  // Clocks differ a little.
  if (ageAtSuccessMs <= testingMs + accessTokenMs && ageMs >= testingMs - accessTokenMs)
    return 'The OAuth client is probably still in "Testing" at Google: such sign-ins end after seven days.'
  return 'Probably the password was changed or access was removed in the Google account.'
}
