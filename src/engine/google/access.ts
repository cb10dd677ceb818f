// What a sync needs to reach Google for one account, however the tokens are kept: the border to keychain, sample workspace and tests.
import { AppError } from '../../shared/app-error.ts'

/** How to reach Google on behalf of one account. */
export interface GoogleAccess {
  /** Stand-in for Google (`http://127.0.0.1:PORT`), or null for Google itself. */
  readonly origin: string | null
  /** Sends the requests; default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Quota units that may be spent per second; null for as many as wanted (a stand-in). Default: {@link googleUnitsPerSecond}. */
  readonly unitsPerSecond?: number | null
  /**
   * A token that is valid now. `rejectedToken` is one that Google has just refused, so that a cached copy of it is not handed out again.
   * Rejects with {@link AppError}: `needs_reconnect` (refresh refused, message says the likely cause), `offline`, `keychain_unavailable`.
   */
  getAccessToken(rejectedToken?: string): Promise<string>
}

/** Knows every account's {@link GoogleAccess}. */
export interface GoogleAccessProvider {
  forAccount(accountId: string): Promise<GoogleAccess>
  /** Called when a sync starts; the sample workspace lets its world move on here. */
  beforeSync?(accountId: string, kind: 'google_calendar_sync' | 'google_gmail_sync'): Promise<void>
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Reads `OMNICRM_GOOGLE_ORIGIN`: null when unset, else the origin of a stand-in on this computer.
 * @throws {AppError} `invalid_input` for anything but a bare loopback origin: tokens never go to another host.
 */
export function readGoogleOrigin(value: string | undefined): string | null {
  if (value === undefined || value === '') return null
  const url = URL.canParse(value) ? new URL(value) : null
  const isBareOrigin = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url && isBareOrigin && isWeb && loopbackHosts.has(url.hostname)) return url.origin
  throw new AppError(
    'invalid_input',
    'OMNICRM_GOOGLE_ORIGIN may only name this computer, like http://127.0.0.1:8080.',
    'Unset it to use Google itself.',
  )
}
