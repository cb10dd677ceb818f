// Signs a person in at Google in their own browser and checks that what came back is what was asked for (RFC 8252).
import { z } from 'zod'
import { AppError, toAppErrorValue } from '../../shared/app-error.ts'
import { isSameMailbox } from '../../engine/people/address-key.ts'
import type { AccessToken } from '../../engine/threads/engine-protocol.ts'
import { discoverEndpoints } from './discover-endpoints.ts'
import { openLoopbackReceiver, type Redirect } from './loopback-receiver.ts'
import { challengeOf, createOneTimeSecret } from './pkce.ts'
import { OAuthRefusal, type OnSent, requestJson, revokeToken } from './request-json.ts'
import { missingScopes, scopesToAsk } from './scopes.ts'

/** The OAuth client of the person: their own, as Google's restricted scopes ask for. */
export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: string
}

/** What a sign-in is about. */
export interface SignInRequest extends OAuthClient {
  /** In full: see `scopesToAsk`. */
  readonly scopes: readonly string[]
  /** The address that is meant; another one is refused, unless `subject` tells that it is the same person. */
  readonly loginHint?: string
  /** Google's lasting id of the account that is meant: its address may have changed since. */
  readonly subject?: string
}

/** What a sign-in needs. */
export interface SignInSurroundings {
  readonly standIn: string | null
  /** Opens the address in the person's browser, or shows it to them. */
  readonly openBrowser: (url: string) => Promise<void>
  readonly now: () => number
  readonly onSent: OnSent
  readonly signal: AbortSignal
  /** What an account that is connected already has granted, by Google's lasting id; null for one that is not connected. */
  readonly grantedBefore: (subject: string) => readonly string[] | null
  /** Told why a refused grant could not be given back: at Google it stays until its person removes it there. */
  readonly onGrantLeft: (error: unknown) => void
  /** How long the person may take, ms. Unsaid: a quarter of an hour. */
  readonly patienceMs?: number | undefined
}

/** Who signed in, and what lets us in from now on. */
export interface SignedIn {
  readonly subject: string
  readonly email: string
  readonly displayName: string
  readonly scopes: readonly string[]
  readonly refreshToken: string
  readonly accessToken: AccessToken
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  scope: z.string(),
})

const userSchema = z.object({ sub: z.string().min(1), email: z.string().min(3), name: z.string().optional() })

/** A person who has not come back from the browser by then has gone on to something else. */
const longestMs = 15 * 60_000

/**
 * Opens the browser, waits for the person, and resolves with what they granted. Where the account turns out to be connected already and to have
 * granted more, the browser is opened once more and asks for all of it: what is not asked for again is lost. A grant that is refused here is
 * given back, unless the account's own sign-in hangs on it.
 * @throws AppError `cancelled`, `conflict` (another account), `invalid_input` (client or permissions), `offline`, `unavailable`.
 */
export async function signIn(request: SignInRequest, surroundings: SignInSurroundings): Promise<SignedIn> {
  const person = await signInOnce(request, surroundings)
  if (lostScopes(person, surroundings).length === 0) return person
  const { email: loginHint, subject } = person
  const scopes = scopesToAsk([], [...person.scopes, ...(surroundings.grantedBefore(subject) ?? [])])
  return signInOnce({ ...request, scopes, loginHint, subject }, surroundings)
}

async function signInOnce(request: SignInRequest, surroundings: SignInSurroundings): Promise<SignedIn> {
  const { standIn, openBrowser, now, onSent } = surroundings
  const signal = AbortSignal.any([surroundings.signal, AbortSignal.timeout(surroundings.patienceMs ?? longestMs)])
  const endpoints = await discoverEndpoints(standIn, onSent, signal)
  const receiver = await openLoopbackReceiver()
  try {
    const state = createOneTimeSecret()
    const verifier = createOneTimeSecret()
    const redirect = receiver.wait(state, signal)
    // Not lost: it is thrown where it is awaited below. When opening the browser fails, that failure is the one that counts, and nobody
    // waits for the person any more.
    redirect.catch(() => undefined)
    await openBrowser(authorizationUrl(endpoints.authorization, request, { state, verifier, redirectUri: receiver.redirectUri }))
    const back = await untilBack(redirect, surroundings.signal)
    try {
      const proof = { code: codeOf(back), verifier, redirectUri: receiver.redirectUri }
      const granted = await exchange(endpoints.token, request, proof, { onSent, signal })
      const receivedAtMs = now()
      const asking = { purpose: 'asking who signed in', onSent, bearer: granted.access_token, signal }
      const user = userSchema.parse(await requestJson(endpoints.userinfo, asking))
      const scopes = granted.scope.split(' ')
      try {
        checkGrant(request, user, scopes)
        if (granted.refresh_token === undefined) throw noLastingPermission()
      } catch (refusal) {
        // Google takes back all that an account has granted the client: a sign-in that is in use must not go with it.
        if (surroundings.grantedBefore(user.sub) === null)
          await revokeToken(endpoints.revocation, granted.access_token, onSent).catch(surroundings.onGrantLeft)
        throw refusal
      }
      const person = {
        subject: user.sub,
        email: user.email,
        displayName: user.name ?? user.email,
        scopes,
        refreshToken: granted.refresh_token,
        accessToken: { token: granted.access_token, expiresAtMs: receivedAtMs + granted.expires_in * 1000 },
      }
      if (lostScopes(person, surroundings).length === 0)
        back.respond('You are connected', 'You can close this tab and go back to OmniCRM.')
      else
        back.respond(
          'One more step',
          'In another tab Google asks for what was connected before as well, so that none of it is lost.',
        )
      return person
    } catch (error) {
      const { message, hint } = toAppErrorValue(error)
      back.respond('This did not work', `${message} ${hint}`)
      throw error
    }
  } finally {
    receiver.close()
  }
}

/** What the account had granted before and would lose. */
function lostScopes({ subject, scopes }: SignedIn, { grantedBefore }: SignInSurroundings): string[] {
  return missingScopes(scopesToAsk([], grantedBefore(subject) ?? []), scopes)
}

function noLastingPermission(): AppError {
  return new AppError(
    'invalid_input',
    'Google gave no lasting permission.',
    'Make sure that the OAuth client is of the type “Desktop app”, and try again.',
  )
}

interface Proof {
  readonly verifier: string
  readonly redirectUri: string
}

function authorizationUrl(
  endpoint: string,
  request: SignInRequest,
  { state, verifier, redirectUri }: Proof & { state: string },
): string {
  const url = new URL(endpoint)
  const parameters = {
    client_id: request.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: request.scopes.join(' '),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    access_type: 'offline',
    // Without it Google may give no new refresh token to somebody who has consented before.
    prompt: 'consent',
    ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

async function untilBack(redirect: Promise<Redirect>, cancelled: AbortSignal): Promise<Redirect> {
  try {
    return await redirect
  } catch (cause) {
    const message = cancelled.aborted ? 'The sign-in was cancelled.' : 'The browser did not come back.'
    throw new AppError('cancelled', message, 'Connect again when you are ready.', { cause })
  }
}

function codeOf({ parameters }: Redirect): string {
  const code = parameters.get('code')
  if (code !== null) return code
  if (parameters.get('error') === 'access_denied')
    throw new AppError('cancelled', 'You said no at Google.', 'Connect again when you want to.')
  throw new AppError(
    'unavailable',
    'Google did not finish the sign-in.',
    'Try again. If it stays like this, check the OAuth client in the Google Cloud console.',
  )
}

async function exchange(
  endpoint: string,
  client: OAuthClient,
  proof: Proof & { code: string },
  sending: { onSent: OnSent; signal: AbortSignal },
) {
  try {
    const form = {
      grant_type: 'authorization_code',
      code: proof.code,
      code_verifier: proof.verifier,
      redirect_uri: proof.redirectUri,
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }
    return tokenSchema.parse(await requestJson(endpoint, { purpose: 'signing in', form, ...sending }))
  } catch (cause) {
    if (!(cause instanceof OAuthRefusal)) throw cause
    const isClient = cause.code === 'invalid_client' || cause.code === 'unauthorized_client' || cause.code === 'invalid_request'
    throw isClient
      ? new AppError(
          'invalid_input',
          'Google does not accept the OAuth client.',
          'Compare the client ID and the client secret with the Google Cloud console.',
          { cause },
        )
      : new AppError('unavailable', 'Google did not finish the sign-in.', 'Try again.', { cause })
  }
}

function checkGrant(
  { scopes, loginHint, subject }: SignInRequest,
  { sub, email }: z.infer<typeof userSchema>,
  granted: readonly string[],
): void {
  const isMeant = subject === undefined ? loginHint === undefined || isSameMailbox(loginHint, email) : subject === sub
  if (!isMeant) {
    throw new AppError(
      'conflict',
      `You signed in as ${email}, not as ${loginHint ?? 'the account that was meant'}.`,
      'Connect again and choose the right account.',
    )
  }
  const missing = missingScopes(scopes, granted)
  if (missing.length > 0) {
    throw new AppError(
      'invalid_input',
      'Not everything was permitted.',
      'Connect again and leave every box ticked, or choose less to connect.',
    )
  }
}
