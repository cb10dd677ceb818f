// Tells which lanes have jobs that could start, without reading the jobs.
import type { Database } from '../../database.ts'

/** Every lane with a ready job, by jumping from lane to lane in the index. */
export function listReadyLanes(db: Database): string[] {
  return db
    .prepare<[], { lane: string }>(`
      WITH RECURSIVE lanes (lane) AS (
        SELECT min(lane) FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL
        UNION ALL
        SELECT (SELECT min(jobs.lane) FROM jobs WHERE status = 'queued' AND ready_rank IS NOT NULL AND jobs.lane > lanes.lane)
        FROM lanes WHERE lane IS NOT NULL
      )
      SELECT lane FROM lanes WHERE lane IS NOT NULL
    `)
    .all()
    .map((row) => row.lane)
}

/** The job whose turn it is in a lane. */
export function peekLane(db: Database, lane: string): { readyRank: number; priority: number } | undefined {
  return db
    .prepare<[string], { readyRank: number; priority: number }>(`
      SELECT ready_rank AS readyRank, priority FROM jobs
      WHERE status = 'queued' AND lane = +? AND ready_rank IS NOT NULL ORDER BY ready_rank LIMIT 1
    `)
    .get(lane)
}
