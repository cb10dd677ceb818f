// Enqueues the sync of accounts: the one way in for "Sync Now", the launch, the schedule and a new account.
import { AppError } from '../../shared/app-error.ts'
import type { JobPayload } from '../../shared/jobs/payloads.ts'
import { type AccountPart, partsOf } from '../../shared/may-read.ts'
import type { AccountRow } from '../db/queries/accounts/get-account.ts'
import { type AccountPartRow, listAccountParts } from '../db/queries/accounts/list-account-parts.ts'
import { noteWish } from '../db/queries/accounts/sync-wishes.ts'
import { listAccountRows } from '../db/queries/accounts/list-account-rows.ts'
import type { Transaction } from '../db/database.ts'
import { mayImport } from '../db/queries/imports/read-import-state.ts'
import { googleBucket } from '../google/google-bucket.ts'
import { keychainReason } from '../google/describe-reconnect.ts'
import { networkWaitReason } from '../google/network-wait.ts'
import { endBucketPause } from '../jobs/commands/end-bucket-pause.ts'
import { enqueue } from '../jobs/enqueue.ts'

type SyncKind = 'google_calendar_sync' | 'google_gmail_sync'
/** What each of them reads. */
const partOf = { google_calendar_sync: 'calendar', google_gmail_sync: 'mail' } as const satisfies Record<SyncKind, AccountPart>
type Reason = JobPayload<SyncKind>['reason']

/**
 * Enqueues a sync for every account that has something to sync, or for one, of calendar and mail, or of one of them. A person goes first,
 * and does not wait for the network to be noticed: they may know better. Answers the ids of the jobs, which for a sync that is already
 * waiting or running are those of that one; a long import that is running looks for what is new at its next checkpoint.
 * What has not been approved yet is left alone.
 * @throws AppError `not_found` for an unknown account, `needs_approval` or `needs_reconnect` when a person asks for nothing but accounts that need them.
 */
export function syncAccounts(tx: Transaction, reason: Reason, accountId?: string, onlyKind?: SyncKind): number[] {
  const all = listAccountRows(tx).filter((account) => account.kind !== 'files' && account.status !== 'paused')
  const wanted = accountId === undefined ? all : all.filter((account) => account.id === accountId)
  if (accountId !== undefined && wanted.length === 0) {
    throw new AppError(
      'not_found',
      'This account has nothing to sync.',
      'Imported files are read again when you import them again.',
    )
  }
  const approvedOf = (account: AccountRow): SyncKind[] =>
    syncKindsOf(account).filter((kind) => (onlyKind ?? kind) === kind && mayImport(tx, account, partOf[kind]))
  const kindsOf = (account: AccountRow): SyncKind[] => {
    const parts = listAccountParts(tx, account.id)
    return approvedOf(account).filter((kind) =>
      isWorthTrying(
        parts.find(({ part }) => part === partOf[kind]),
        reason,
      ),
    )
  }
  const able = wanted.filter((account) => kindsOf(account).length > 0)
  if (reason === 'person' && able.length === 0) refuse(wanted, (account) => approvedOf(account).length > 0)
  if (reason === 'person') {
    for (const account of able) {
      endNetworkWait(tx, account)
      noteWish(tx, account.id)
    }
  }
  return able.flatMap((account) =>
    kindsOf(account).map((kind) =>
      enqueue(tx, kind, { accountId: account.id, reason }, reason === 'person' ? { priority: 'urgent' } : {}),
    ),
  )
}

/** Says what keeps a person's sync from beginning; nothing where there is no account at all. */
function refuse(wanted: readonly AccountRow[], isApproved: (account: AccountRow) => boolean): void {
  const broken = wanted.find((account) => account.status === 'needs_reconnect')
  if (broken) {
    const message = broken.statusReason ?? 'The sign-in has ended.'
    throw new AppError('needs_reconnect', message, 'Connect the account again in Settings.')
  }
  const unapproved = wanted.find((account) => !isApproved(account))
  if (unapproved) {
    throw new AppError(
      'needs_approval',
      `Nothing of ${unapproved.email} is imported before you have said what you want.`,
      'Look at what there is and approve it.',
    )
  }
}

/** A schedule would only add one failed job to the other: what needs a person waits for one, or for the next launch. */
function isWorthTrying(part: AccountPartRow | undefined, reason: Reason): boolean {
  if (part?.status !== 'needs_reconnect' || reason === 'connect') return true
  return part.statusReason === keychainReason && (reason === 'person' || reason === 'launch')
}

/** Lets everything go on that was put off because there was no network. */
export function endNetworkWaits(tx: Transaction): void {
  for (const account of listAccountRows(tx)) {
    if (endNetworkWait(tx, account)) syncAccounts(tx, 'resume', account.id)
  }
}

function endNetworkWait(tx: Transaction, account: AccountRow): boolean {
  const isWaiting = listAccountParts(tx, account.id).some(
    ({ status, statusReason }) => status === 'waiting' && statusReason === networkWaitReason,
  )
  if (isWaiting) endBucketPause(tx, googleBucket(account.id), networkWaitReason)
  return isWaiting
}

/** What the person has granted: a calendar-only or mail-only connection is whole in itself. */
export function syncKindsOf(account: AccountRow): SyncKind[] {
  return partsOf(account).map((part) => (part === 'calendar' ? 'google_calendar_sync' : 'google_gmail_sync'))
}
