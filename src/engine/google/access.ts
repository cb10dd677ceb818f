// What a sync needs to reach Google for one account, however the tokens are kept: the border to keychain, sample workspace and tests.
import type { SentRequest } from '../../shared/views/ledger.ts'

/** The jobs that talk to Google. */
export type GoogleJobKind = 'google_calendar_sync' | 'google_gmail_sync' | 'google_preview'

/** How to reach Google on behalf of one account. */
export interface GoogleAccess {
  /** Stand-in for Google (`http://127.0.0.1:PORT`), or null for Google itself. */
  readonly origin: string | null
  /** Sends the requests; default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Quota units that may be spent per second; null for as many as wanted (a stand-in). Default: {@link googleUnitsPerSecond}. */
  readonly unitsPerSecond?: number | null
  /** Told of every request that left this computer. Absent where none does: in the sample workspace. */
  readonly onSent?: (request: SentRequest) => void
  /**
   * A token that is valid now. `rejectedToken` is one that Google has just refused, so that a cached copy of it is not handed out again.
   * Rejects with `AppError`: `needs_reconnect` (refresh refused, message says the likely cause), `offline`, `unavailable`, `rate_limited`,
   * `keychain_unavailable`.
   */
  getAccessToken(rejectedToken?: string): Promise<string>
}

/** Knows every account's {@link GoogleAccess}. */
export interface GoogleAccessProvider {
  forAccount(accountId: string): Promise<GoogleAccess>
  /** Called when a sync starts; the sample workspace lets its world move on here. */
  beforeSync?(accountId: string, kind: GoogleJobKind): Promise<void>
}
