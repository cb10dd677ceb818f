// Opens lines to Google: one quota bucket for each account, shared by all of its jobs.
import type { Clock } from '../clock.ts'
import type { GoogleAccessProvider, GoogleJobKind } from './access.ts'
import { GoogleSession } from './google-session.ts'
import { loadGoogleApis } from './load-google-apis.ts'
import { googleUnitsPerSecond, QuotaBucket } from './quota-bucket.ts'

/** The door to Google for every job of this process. */
export interface GoogleSessions {
  /** A line for one job. `signal` ends whatever it does. */
  open(accountId: string, kind: GoogleJobKind, signal: AbortSignal): Promise<GoogleSession>
}

/** Made once by the composition root. `random` is for jitter. */
export function createGoogleSessions(
  provider: GoogleAccessProvider,
  clock: Clock,
  random: () => number = Math.random,
): GoogleSessions {
  const buckets = new Map<string, QuotaBucket>()

  function bucketOf(accountId: string, unitsPerSecond: number | null): QuotaBucket {
    const known = buckets.get(accountId)
    if (known) return known
    const bucket = new QuotaBucket(clock, unitsPerSecond)
    buckets.set(accountId, bucket)
    return bucket
  }

  return {
    async open(accountId, kind, signal) {
      const access = await provider.forAccount(accountId)
      await provider.beforeSync?.(accountId, kind)
      return new GoogleSession({
        apis: await loadGoogleApis(access.origin),
        access,
        quota: bucketOf(accountId, access.unitsPerSecond === undefined ? googleUnitsPerSecond : access.unitsPerSecond),
        clock,
        signal,
        random,
      })
    },
  }
}
