// Loads Google's API classes when they are first needed: they take a tenth of a second that a start should not spend.
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js'

/** The two APIs, bound to one origin. */
export interface GoogleApis {
  readonly calendar: calendar_v3.Calendar
  readonly gmail: gmail_v1.Gmail
}

/**
 * Loads both APIs. Node caches the modules, so only the first call costs time (130 ms in one stretch when not bundled):
 * the engine awaits it once before it begins to serve.
 * @param origin a stand-in for Google, or null for Google itself
 */
export async function loadGoogleApis(origin: string | null): Promise<GoogleApis> {
  const [{ calendar_v3 }, { gmail_v1 }] = await Promise.all([
    import('googleapis/build/src/apis/calendar/index.js'),
    import('googleapis/build/src/apis/gmail/index.js'),
  ])
  // Node loads its own HTTP client at the first mention of it, which takes another 20 ms.
  void new Headers()
  const options = origin === null ? {} : { rootUrl: `${origin}/` }
  return { calendar: new calendar_v3.Calendar(options), gmail: new gmail_v1.Gmail(options) }
}
