// A workspace with one account and a fake Google behind a real socket: what the tests of the syncs stand on.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { approveEverything } from './approve-everything.ts'
import { upsertAccount } from '../../../db/queries/accounts/upsert-account.ts'
import { type Database, type Transaction, transaction } from '../../../db/database.ts'
import { openDatabase } from '../../../db/open.ts'
import type { GoogleAccess, GoogleJobKind } from '../../../google/access.ts'
import type { FakeAccount } from '../../../google/fake/fake-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from '../../../google/fake/fake-google.ts'
import { serveFakeGoogle } from '../../../google/fake/serve.ts'
import { createGoogleSessions, type GoogleSessions } from '../../../google/google-sessions.ts'
import { createLeapingClock, type LeapingClock } from '../../../google/testing/leaping-clock.ts'
import { createGoogleCalendarSync } from '../../../jobs/processors/google-calendar-sync.ts'
import { createGooglePreview } from '../../../jobs/processors/google-preview.ts'
import { createGoogleGmailSync } from '../../../jobs/processors/google-gmail-sync.ts'
import { normalizeGoogleEmail } from '../../../jobs/processors/normalize-google-email.ts'
import { normalizeGoogleEvent } from '../../../jobs/processors/normalize-google-event.ts'
import { undoImport } from '../../../jobs/processors/undo-import.ts'
import type { JobPayload } from '../../../../shared/jobs/payloads.ts'
import type { BatchCommit, ClaimedJob, FollowUp, Outcome, ProcessorContext } from '../../../jobs/types.ts'
import { systemClock } from '../../../clock.ts'
import { silentLogger } from '../../../logger.ts'

type SceneJobKind = GoogleJobKind | 'undo_import' | 'normalize_google_event' | 'normalize_google_email'

/** How one attempt of a sync is run. */
export interface AttemptOptions {
  /** Default 1 of 5. */
  readonly attempt?: number
  /** Aborts as `kill -9` would, as far as the database sees it: this many commits pass, the next is not made. */
  readonly commitsBeforeDeath?: number
  /** Default: a person. */
  readonly reason?: 'person' | 'connect'
  /** What an undo takes back. */
  readonly batchId?: number
}

/** The stage, its props, and what was played on it. */
export interface SyncScene {
  readonly db: Database
  readonly clock: LeapingClock
  /** For tests on the real runner, which needs real time: a line to the same Google by the computer's clock. */
  readonly sessions: GoogleSessions
  readonly fake: FakeGoogle
  readonly google: FakeAccount
  readonly accountId: string
  /** Follow-ups enqueued so far. */
  readonly followUps: FollowUp[]
  /** Replaces how tokens are had. */
  getAccessToken: GoogleAccess['getAccessToken']
  /** What a person does at the first place where a job lets others in; done once. */
  meanwhile: (() => void) | null
  /** Runs one attempt of a sync, a preview, an undo, or of what makes occurrences of events and messages of mails, as the runner would. */
  run<Kind extends SceneJobKind>(kind: Kind, options?: AttemptOptions): Promise<Outcome<Kind>>
  close(): Promise<void>
}

/** Sets the scene. `unitsPerSecond` is unlimited unless given; the whole mailbox is approved unless `isApproved` says otherwise. */
export async function openSyncScene(unitsPerSecond: number | null = null, isApproved = true): Promise<SyncScene> {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-sync-'))
  const db = openDatabase(path.join(folder, 'omnicrm.db'))
  const clock = createLeapingClock(Date.UTC(2026, 10, 23, 9), 1)
  const fake = createFakeGoogle({ clock })
  const google = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada Example', timeZone: 'Europe/Berlin' })
  const served = await serveFakeGoogle(fake)
  const accountId = 'google:ada@example.com'
  transaction(db, (tx) =>
    upsertAccount(tx, {
      id: accountId,
      kind: 'google',
      email: google.email,
      displayName: 'Ada Example',
      scopes: everyScope,
      now: clock.now(),
    }),
  )
  if (isApproved) approveEverything(db, accountId, clock.now())
  let checkpoint: unknown = null
  const scene: SyncScene = {
    db,
    clock,
    sessions: createGoogleSessions(
      {
        forAccount: async () => ({
          origin: served.origin,
          unitsPerSecond: null,
          getAccessToken: (rejected) => scene.getAccessToken(rejected),
        }),
      },
      systemClock,
    ),
    fake,
    google,
    accountId,
    followUps: [],
    meanwhile: null,
    getAccessToken: async () => fake.oauth.issueAccessToken(google.email, everyScope),
    async run(kind, { attempt = 1, commitsBeforeDeath = Number.POSITIVE_INFINITY, reason = 'person', batchId = 0 } = {}) {
      const death = new AbortController()
      let commits = 0
      const context: ProcessorContext = {
        db,
        clock,
        logger: silentLogger,
        signal: death.signal,
        checkpoint,
        commit<Value>(batch: BatchCommit, work: (tx: Transaction) => Value): Value {
          if (commits >= commitsBeforeDeath) death.abort(new Error('killed'))
          death.signal.throwIfAborted()
          commits += 1
          const value = transaction(db, work)
          if (batch.checkpoint !== undefined) checkpoint = batch.checkpoint
          scene.followUps.push(...(batch.followUps ?? []))
          return value
        },
        progress() {},
        yield: async () => {
          const { meanwhile } = scene
          scene.meanwhile = null
          meanwhile?.()
          death.signal.throwIfAborted()
        },
      }
      const job = { id: 1, payload: { accountId, reason, batchId }, accountId, flowId: null, attempt, maxAttempts: 5 }
      const outcome = await process(sessions, kind, job, context)
      if (outcome.kind === 'completed') {
        checkpoint = null
        transaction(db, (tx) => outcome.write?.(tx))
        scene.followUps.push(...outcome.followUps)
      }
      return outcome as Outcome<typeof kind>
    },
    async close() {
      await served.close()
      db.close()
      rmSync(folder, { recursive: true })
    },
  }
  const provider = {
    forAccount: async () => ({
      origin: served.origin,
      unitsPerSecond,
      getAccessToken: (rejected?: string) => scene.getAccessToken(rejected),
    }),
  }
  const sessions = createGoogleSessions(provider, clock, () => 0.5)
  return scene
}

function process(
  sessions: GoogleSessions,
  kind: SceneJobKind,
  job: Omit<ClaimedJob<'google_preview'>, 'kind' | 'payload'> & {
    readonly payload: JobPayload<'google_preview'> & JobPayload<'undo_import'>
  },
  context: ProcessorContext,
): Promise<Outcome<SceneJobKind>> {
  if (kind === 'undo_import') return undoImport({ ...job, kind }, context)
  if (kind === 'normalize_google_email') return normalizeGoogleEmail({ ...job, kind }, context)
  if (kind === 'normalize_google_event') return normalizeGoogleEvent({ ...job, kind }, context)
  if (kind === 'google_preview') return createGooglePreview(sessions)({ ...job, kind }, context)
  return kind === 'google_calendar_sync'
    ? createGoogleCalendarSync(sessions)({ ...job, kind }, context)
    : createGoogleGmailSync(sessions)({ ...job, kind }, context)
}
