// Tells how much could run if a person had not paused it.
import type { Database } from '../../database.ts'
import { isPausedBy } from './job-view.ts'
import { listPauses } from './list-pauses.ts'

interface LaneRow {
  readonly kind: string
  readonly accountId: string | null
  readonly bucket: string | null
  readonly count: number
}

/** Ready jobs that a pause by a person holds back; those that wait for a provider's limit are not counted. */
export function countHeldBack(db: Database): number {
  const pauses = listPauses(db).filter(({ untilAt, scope }) => untilAt === null && !scope.startsWith('bucket:'))
  if (pauses.length === 0) return 0
  // All jobs of a lane share what a pause may be about.
  const lanes = db
    .prepare<[], LaneRow>(`
      SELECT kind, account_id AS accountId, bucket, count(*) AS count FROM jobs
      WHERE status = 'queued' AND ready_rank IS NOT NULL GROUP BY lane
    `)
    .all()
  const held = lanes.filter((lane) => pauses.some((pause) => isPausedBy(pause, lane)))
  return held.reduce((sum, { count }) => sum + count, 0)
}
