// The sample workspace's Google: the sample world behind a `fetch`, so that the very same sync code reads it.
import type { Clock } from '../../clock.ts'
import { createFakeFetch } from '../../google/fake/fake-fetch.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from '../../google/fake/fake-google.ts'
import { buildSampleWorld } from './build-sample-world.ts'
import { owner } from './people.ts'
import { applyTick } from './ticks.ts'

/** An opened sample workspace. */
export interface SampleGoogle {
  /** Stands in for the network. */
  readonly fetch: typeof fetch
  /** The owner's, good for ever. */
  readonly accessToken: string
  readonly email: string
  readonly displayName: string
  /** The fake itself, for counting requests and for faults. */
  readonly google: FakeGoogle
  /** Lets a few new mails and changes happen. Store the number of calls: opening with it as `tick` gives the same state and valid cursors. */
  advance(): void
}

/** How the sample workspace is opened. */
export interface SampleGoogleOptions {
  /** When the workspace was created; its "today". Keep it with the account. */
  readonly anchorMs: number
  /** How many times `advance` was called over the life of the workspace. */
  readonly tick: number
  readonly clock: Pick<Clock, 'now'>
  /** Where the owner lives, as an IANA name; keep it with the account. Default Europe/Berlin. */
  readonly homeZone?: string
  /** Awaited before each answer. Default: a round of the event loop. */
  readonly nextTurn?: () => Promise<void>
}

/** A page of a calendar is built, read and stored in one go each: of so many events, none of these takes long. */
const eventsPerPage = 40

/** Opens the sample workspace, in slices of a few milliseconds. Sync cursors from before a restart stay valid for an equal anchor, zone and a tick not smaller. */
export async function openSampleGoogle(options: SampleGoogleOptions): Promise<SampleGoogle> {
  const world = await buildSampleWorld(options)
  const google = createFakeGoogle({ clock: options.clock, accounts: [world.account], mostEventsPerPage: eventsPerPage })
  const accessToken = google.oauth.issueAccessToken(owner.email, everyScope, Number.POSITIVE_INFINITY)
  return {
    fetch: createFakeFetch(google, options.nextTurn),
    accessToken,
    email: owner.email,
    displayName: owner.name,
    google,
    advance: () => applyTick(world),
  }
}
