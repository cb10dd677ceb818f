// Adds what happened in a minute to the figures of that minute.
import type { Transaction } from '../../database.ts'
import { type Histogram, mergeHistogram } from './histogram.ts'

/** How the jobs of one kind went within one minute. */
export interface MinuteOfMetrics {
  /** Start of the minute, ms since the epoch. */
  readonly minuteAt: number
  readonly kind: string
  completed: number
  failed: number
  readonly wait: Histogram
  readonly run: Histogram
}

/** Adds figures to those that are kept for the same minute and kind. */
export function addJobMetrics(tx: Transaction, cell: MinuteOfMetrics): void {
  const kept = tx
    .prepare<[number, string], { wait: string; run: string }>(
      'SELECT wait_bins AS wait, run_bins AS run FROM job_metrics WHERE minute_at = ? AND kind = ?',
    )
    .get(cell.minuteAt, cell.kind)
  const wait: Histogram = kept ? JSON.parse(kept.wait) : {}
  const run: Histogram = kept ? JSON.parse(kept.run) : {}
  mergeHistogram(wait, cell.wait)
  mergeHistogram(run, cell.run)
  tx.prepare(`
    INSERT INTO job_metrics (minute_at, kind, completed, failed, wait_bins, run_bins) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (minute_at, kind) DO UPDATE SET
      completed = completed + excluded.completed, failed = failed + excluded.failed, wait_bins = excluded.wait_bins, run_bins = excluded.run_bins
  `).run(cell.minuteAt, cell.kind, cell.completed, cell.failed, JSON.stringify(wait), JSON.stringify(run))
}
