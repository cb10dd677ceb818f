// Enqueues the sync of accounts: the one way in for "Sync Now", the launch, the schedule and a new account.
import { AppError } from '../../shared/app-error.ts'
import type { JobPayload } from '../../shared/jobs/payloads.ts'
import { type AccountPart, mayRead } from '../../shared/may-read.ts'
import type { AccountRow } from '../db/queries/accounts/get-account.ts'
import { listAccountRows } from '../db/queries/accounts/list-account-rows.ts'
import type { Transaction } from '../db/database.ts'
import { mayImport } from '../db/queries/imports/read-import-state.ts'
import { googleBucket } from '../google/google-bucket.ts'
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
 * waiting or running are those of that one: background work does not have to yield to a person's click, it becomes what they asked for.
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
  const kindsOf = (account: AccountRow): SyncKind[] =>
    syncKindsOf(account).filter((kind) => (onlyKind ?? kind) === kind && mayImport(tx, account, partOf[kind]))
  const allowed = wanted.filter((account) => kindsOf(account).length > 0)
  const [unapproved] = wanted
  if (reason === 'person' && allowed.length === 0 && unapproved && unapproved.status !== 'needs_reconnect') {
    throw new AppError(
      'needs_approval',
      `Nothing of ${unapproved.email} is imported before you have said what you want.`,
      'Look at what there is and approve it.',
    )
  }
  const able = reason === 'connect' ? allowed : allowed.filter((account) => account.status !== 'needs_reconnect')
  const [broken] = wanted
  if (reason === 'person' && able.length === 0 && broken) {
    throw new AppError(
      'needs_reconnect',
      broken.statusReason ?? 'The sign-in has ended.',
      'Connect the account again in Settings.',
    )
  }
  if (reason === 'person') for (const account of able) endNetworkWait(tx, account)
  return able.flatMap((account) =>
    kindsOf(account).map((kind) =>
      enqueue(tx, kind, { accountId: account.id, reason }, reason === 'person' ? { priority: 'urgent' } : {}),
    ),
  )
}

/** Lets everything go on that was put off because there was no network. */
export function endNetworkWaits(tx: Transaction): void {
  for (const account of listAccountRows(tx)) {
    if (endNetworkWait(tx, account)) syncAccounts(tx, 'resume', account.id)
  }
}

function endNetworkWait(tx: Transaction, account: AccountRow): boolean {
  if (account.status !== 'waiting' || account.statusReason !== networkWaitReason) return false
  endBucketPause(tx, googleBucket(account.id), networkWaitReason)
  return true
}

/** What the person has granted: a calendar-only or mail-only connection is whole in itself. */
export function syncKindsOf(account: AccountRow): SyncKind[] {
  if (account.kind === 'sample') return ['google_calendar_sync', 'google_gmail_sync']
  return [
    ...(mayRead('calendar', account.scopes) ? ['google_calendar_sync' as const] : []),
    ...(mayRead('mail', account.scopes) ? ['google_gmail_sync' as const] : []),
  ]
}
