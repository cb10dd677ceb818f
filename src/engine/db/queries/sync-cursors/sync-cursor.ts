// How far a source has been read: the row that makes a sync resumable.

/** Position of a sync in one scope. Nulls mean: nothing of the kind. */
export interface SyncCursor {
  readonly accountId: string
  /** 'calendar:<external id>' or 'mailbox'. */
  readonly scope: string
  /** Sync token or history id: everything up to it is stored. */
  readonly cursor: string | null
  /** Where to go on inside an unfinished run. */
  readonly pageToken: string | null
  /** The cursor to go on from once the running snapshot is complete. */
  readonly pinnedCursor: string | null
  /** Start of the running snapshot, ms since the epoch; null when none is running. */
  readonly snapshotStartedAt: number | null
  /** When a complete snapshot was not believed, ms since the epoch: another one is due. */
  readonly doubtedAt: number | null
  readonly fingerprint: string | null
  readonly updatedAt: number
}
