// Lets the jobs of a bucket go on before the time they were put off to, when what they waited for has come.
import type { Transaction } from '../../db/database.ts'
import { bucketScopeName } from '../../db/queries/jobs/pause-row.ts'
import { removePauseFor } from '../../db/queries/jobs/remove-pause-for.ts'
import { queueOf } from '../queue-binding.ts'

/** Ends the pause of a bucket if a job was put off with this reason; limits that somebody else has set stay. */
export function endBucketPause(tx: Transaction, bucket: string, reason: string): void {
  if (removePauseFor(tx, bucketScopeName(bucket), reason)) queueOf(tx).listener?.pausesChanged()
}
