// Decides the one thing that the status pill says, from most to least pressing.
import type { Account, Pill } from '../../shared/views/status.ts'
import type { JobProgress } from '../../shared/views/jobs.ts'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'

/** What the pill is derived from. */
export interface PillFacts {
  readonly accounts: readonly Account[]
  /** The first stage of the pipeline that has a job running or ready, with its progress; null when all is quiet. */
  readonly activeStage: { readonly kind: JobKind; readonly progress: JobProgress | null } | null
  /** Whether everything is paused. */
  readonly isPaused: boolean
  readonly runningJobs: number
  /** Jobs that could run, had a person not paused a part of them. */
  readonly heldBack: number
  /** Without those that a person has put away. */
  readonly failedJobs: number
}

const stageTitles: Partial<Record<JobKind, string>> = {
  google_calendar_sync: 'Syncing Calendar',
  google_gmail_sync: 'Syncing Gmail',
  file_import: 'Importing files',
  normalize_google_event: 'Reading events',
  normalize_google_email: 'Reading mail',
  normalize_file_email: 'Reading mail',
  normalize_file_event: 'Reading events',
  normalize_file_contact: 'Reading cards',
  extract_contacts: 'Finding people',
  extract_identities: 'Recognising people',
  embed: 'Learning meanings',
  google_preview: 'Counting what there is',
  rebuild: 'Rebuilding',
  undo_import: 'Undoing an import',
  remove_account: 'Removing an account',
}

/** A pause hides what is waiting to run, but neither what has not stopped yet nor that a person is needed. */
export function derivePill({ accounts, activeStage, isPaused, runningJobs, heldBack, failedJobs }: PillFacts): Pill {
  if (accounts.length === 0) return { kind: 'no_accounts' }
  const broken = accounts.find((account) => account.status === 'needs_reconnect')
  if (broken) return { kind: 'needs_reconnect', accountId: broken.id }
  const unapproved = accounts.find((account) => account.importState === 'awaiting_approval')
  if (unapproved && activeStage === null) return { kind: 'needs_approval', accountId: unapproved.id }
  if (isPaused) return { kind: 'paused', isStillWorking: runningJobs > 0 }
  if (activeStage) return { kind: 'working', stage: stageTitles[activeStage.kind] ?? 'Working', progress: activeStage.progress }
  if (accounts.some((account) => account.status === 'waiting' && account.waitingUntilMs === null)) return { kind: 'offline' }
  const waits = accounts.flatMap((account) =>
    account.status === 'waiting' && account.waitingUntilMs !== null ? [account.waitingUntilMs] : [],
  )
  if (waits.length > 0) return { kind: 'waiting', untilMs: Math.min(...waits) }
  if (heldBack > 0) return { kind: 'paused', isStillWorking: false }
  if (failedJobs > 0) return { kind: 'failed', count: failedJobs }
  const lastSyncs = accounts.flatMap((account) => (account.lastSyncAtMs === null ? [] : [account.lastSyncAtMs]))
  return { kind: 'up_to_date', lastSyncAtMs: lastSyncs.length === 0 ? null : Math.max(...lastSyncs) }
}
