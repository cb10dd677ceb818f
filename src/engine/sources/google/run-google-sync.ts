// What the jobs that talk to Google have around them: the account, the line to Google, and how each trouble ends the job.
import { AppError } from '../../../shared/app-error.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { type AccountPart, partsOf } from '../../../shared/may-read.ts'
import { type AccountRow, getAccount } from '../../db/queries/accounts/get-account.ts'
import { listAccountParts } from '../../db/queries/accounts/list-account-parts.ts'
import { setPartHealth } from '../../db/queries/accounts/set-part-health.ts'
import type { GoogleJobKind } from '../../google/access.ts'
import type { ReconnectCause } from '../../google/classify-google-error.ts'
import { describeReconnect, keychainReason } from '../../google/describe-reconnect.ts'
import { networkWaitMs, networkWaitReason } from '../../google/network-wait.ts'
import { GoogleRequestError } from '../../google/google-request-error.ts'
import type { GoogleSessions } from '../../google/google-sessions.ts'
import { type ClaimedJob, type Outcome, PermanentError, type ProcessorContext, retryLater } from '../../jobs/types.ts'
import { startSyncRun, type SyncRun } from './sync-run.ts'

const reconnectHint = 'Connect the account again in Settings.'

/**
 * Opens a line to Google and runs `work`. Limits and a missing network put the job off and the account to `waiting`; what needs a person ends the job at once
 * and tells why on the account; anything else is thrown, to be tried again from where the work stopped.
 */
export async function runGoogleSync<Kind extends GoogleJobKind>(
  job: ClaimedJob<Kind>,
  context: ProcessorContext,
  sessions: GoogleSessions,
  work: (run: SyncRun, account: AccountRow) => Promise<Outcome<Kind>>,
): Promise<Outcome<Kind>> {
  const { accountId } = job.payload
  const account = getAccount(context.db, accountId)
  if (account === null) throw new PermanentError('This account is no longer connected.', 'Connect it again to sync it.')
  if (account.kind === 'files')
    throw new PermanentError('Imported files have nothing to sync.', 'Import the files again to read what is new in them.')
  try {
    const session = await sessions.open(accountId, job.kind, context.signal)
    return await work(startSyncRun({ accountId, jobId: job.id, session, context }), account)
  } catch (error) {
    return endInTrouble(error, job, context, account)
  }
}

function endInTrouble<Kind extends GoogleJobKind>(
  error: unknown,
  job: ClaimedJob<Kind>,
  context: ProcessorContext,
  account: AccountRow,
): Outcome<Kind> {
  context.signal.throwIfAborted()
  if (error instanceof AppError && error.kind === 'needs_reconnect')
    return needReconnect(error.message, error, context, account, partsOf(account))
  if (error instanceof AppError && error.kind === 'keychain_unavailable')
    return needReconnect(keychainReason, error, context, account, partsOf(account))
  if (!(error instanceof GoogleRequestError)) throw error
  const { verdict } = error
  switch (verdict.kind) {
    case 'retry_at': {
      const reason = 'Google asked to slow down.'
      tellWaiting(context, account, readBy(job.kind, account), reason, verdict.atMs)
      return retryLater(reason, verdict.atMs)
    }
    case 'offline':
      // No time is told: nobody knows when the network comes back.
      tellWaiting(context, account, readBy(job.kind, account), networkWaitReason, null)
      return retryLater(networkWaitReason, context.clock.now() + networkWaitMs)
    case 'reconnect':
      return needReconnect(
        explain(verdict.cause, account, context),
        error,
        context,
        account,
        // The other part may well be permitted.
        verdict.cause === 'missing_scope' ? readBy(job.kind, account) : partsOf(account),
      )
    case 'renew_token':
      // A new token is refused as well. That passes, or it is a sign-in that ended without Google saying so.
      if (job.attempt < job.maxAttempts) throw error
      return needReconnect(explain('sign_in_ended', account, context), error, context, account, partsOf(account))
    case 'give_up':
      context.commit({}, (tx) =>
        setPartHealth(tx, account.id, readBy(job.kind, account), {
          status: 'failed',
          reason: `${error.message} ${verdict.hint}`,
          waitingUntilMs: null,
        }),
      )
      throw new PermanentError(error.message, verdict.hint, { cause: error })
    case 'resync':
    case 'skip_item':
    case 'transient':
      throw error
    default:
      return assertNever(verdict)
  }
}

/** Waiting never hides that a person is needed. */
function tellWaiting(
  context: ProcessorContext,
  account: AccountRow,
  parts: readonly AccountPart[],
  reason: string,
  waitingUntilMs: number | null,
): void {
  context.commit({}, (tx) => {
    const broken = listAccountParts(tx, account.id).filter(({ status }) => status === 'needs_reconnect')
    const waiting = parts.filter((part) => !broken.some((row) => row.part === part))
    setPartHealth(tx, account.id, waiting, { status: 'waiting', reason, waitingUntilMs })
  })
}

function needReconnect(
  reason: string,
  cause: Error,
  context: ProcessorContext,
  account: AccountRow,
  parts: readonly AccountPart[],
): never {
  context.commit({}, (tx) => setPartHealth(tx, account.id, parts, { status: 'needs_reconnect', reason, waitingUntilMs: null }))
  // This kind of cause is what raises the alert.
  throw new PermanentError(reason, reconnectHint, { cause: new AppError('needs_reconnect', reason, reconnectHint, { cause }) })
}

/** What a job of this kind reads. */
function readBy(kind: GoogleJobKind, account: AccountRow): readonly AccountPart[] {
  switch (kind) {
    case 'google_calendar_sync':
      return ['calendar']
    case 'google_gmail_sync':
      return ['mail']
    case 'google_preview':
      return partsOf(account)
    default:
      return assertNever(kind)
  }
}

function explain(cause: ReconnectCause, account: AccountRow, context: ProcessorContext): string {
  const { connectedAtMs } = account.details
  return describeReconnect(
    cause,
    typeof connectedAtMs === 'number' ? connectedAtMs : account.createdAt,
    listAccountParts(context.db, account.id).reduce<number | null>(
      (latest, { lastSyncAt }) => (lastSyncAt === null ? latest : Math.max(latest ?? 0, lastSyncAt)),
      null,
    ),
    context.clock.now(),
  )
}
