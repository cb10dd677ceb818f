// Tells what could start now and has not: how many jobs, and for how long the oldest of them has been ready.
import type { Database } from '../../database.ts'
import { isPausedBy } from './job-view.ts'
import { listPauses } from './list-pauses.ts'
import { listReadyLanes } from './list-ready-lanes.ts'
import { longestHandicapMs } from './ready-rank.ts'

/** The ready jobs of one lane that nothing holds back. */
export interface ReadyLane {
  readonly kind: string
  readonly count: number
  /** Since when the oldest of them has been ready, ms since the epoch. */
  readonly oldestRunAt: number
}

/** Every lane with ready jobs that is not paused. */
export function readReadyLanes(db: Database): ReadyLane[] {
  const pauses = listPauses(db)
  const count = db.prepare<[string], { count: number }>(
    "SELECT count(*) AS count FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL AND lane = +?",
  )
  const head = db.prepare<[string], { kind: string; accountId: string | null; bucket: string | null; runAt: number }>(`
    SELECT kind, account_id AS accountId, bucket, run_at AS runAt FROM jobs
    WHERE status = 'queued' AND ready_rank IS NOT NULL AND lane = +? ORDER BY ready_rank LIMIT 1
  `)
  // The first in line need not be the oldest: a more urgent newcomer goes before. Nobody whose rank is higher than this can be older.
  const oldest = db.prepare<[string, number], { runAt: number }>(`
    SELECT min(run_at) AS runAt FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL AND lane = +? AND ready_rank <= ?
  `)
  const lanes: ReadyLane[] = []
  for (const lane of listReadyLanes(db)) {
    const first = head.get(lane)
    if (!first || pauses.some((pause) => isPausedBy(pause, first))) continue
    const oldestRunAt = oldest.get(lane, first.runAt + longestHandicapMs)?.runAt ?? first.runAt
    lanes.push({ kind: first.kind, count: count.get(lane)?.count ?? 0, oldestRunAt })
  }
  return lanes
}

/** For how long the oldest ready job of these lanes has been ready, in ms; null when there is none. */
export function oldestReady(lanes: readonly ReadyLane[], now: number): number | null {
  return lanes.length === 0 ? null : Math.max(0, now - Math.min(...lanes.map((lane) => lane.oldestRunAt)))
}
