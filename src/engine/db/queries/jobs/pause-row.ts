// What a pause is called and made of in the table of pauses.
import type { PauseScope } from '../../../../shared/ipc/contract.ts'

/** One pause. `untilAt` is null for a pause that only a person ends. */
export interface PauseRow {
  readonly scope: string
  readonly reason: string
  readonly untilAt: number | null
}

/** A pause with the time when it was set, or set anew. */
export interface StoredPause extends PauseRow {
  readonly createdAt: number
}

/** The stored word for a person's pause. */
export function pauseScopeName(scope: PauseScope): string {
  if (scope.kind === 'all') return 'all'
  return scope.kind === 'job_kind' ? `kind:${scope.jobKind}` : `account:${scope.accountId}`
}

/** The stored word for the pause of a bucket. */
export function bucketScopeName(bucket: string): string {
  return `bucket:${bucket}`
}
