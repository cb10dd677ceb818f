// What the steps of one sync share: the account, the line to Google, the job, and the counts that become its result.
import type { GoogleSession } from '../../google/google-session.ts'
import type { ProcessorContext } from '../../jobs/types.ts'

/** Counts of what a sync did. */
export interface SyncCounts {
  stored: number
  unchanged: number
  removed: number
  failedItems: number
}

/** One run of a sync. */
export interface SyncRun {
  readonly accountId: string
  readonly jobId: number
  readonly session: GoogleSession
  readonly context: ProcessorContext
  readonly counts: SyncCounts
}

/** A run that has not done anything yet. */
export function startSyncRun(parts: Omit<SyncRun, 'counts'>): SyncRun {
  return { ...parts, counts: { stored: 0, unchanged: 0, removed: 0, failedItems: 0 } }
}
