// Gathers how jobs go, in memory, so that the figures cost one small write a second and nothing for each job.
import type { Transaction } from '../../db/database.ts'
import { addJobMetrics, type MinuteOfMetrics } from '../../db/queries/jobs/add-job-metrics.ts'
import { addJobTotal } from '../../db/queries/jobs/add-job-total.ts'
import { binOf } from '../../db/queries/jobs/histogram.ts'

const minuteMs = 60_000

/** One finished attempt that ended its job. Times in ms, without the time in which the computer slept. */
export interface FinishedJob {
  readonly kind: string
  readonly status: 'completed' | 'failed'
  /** Whether the kind itself failed, and not something that has an alert of its own. */
  readonly isKindsFault: boolean
  readonly waitMs: number
  readonly runMs: number
}

/** Counts until it is flushed. What a crash loses is at most the last second of figures; the totals are then counted anew. */
export class MetricsRecorder {
  #cells: MinuteOfMetrics[] = []
  readonly #current = new Map<string, MinuteOfMetrics>()
  #faulty = new Set<string>()

  /** Whether there is anything to write. */
  get isDirty(): boolean {
    return this.#cells.length > 0
  }

  /** Counts a finished job. */
  record(job: FinishedJob, now: number): void {
    const cell = this.#cellOf(job.kind, now - (now % minuteMs))
    if (job.status === 'completed') cell.completed += 1
    else cell.failed += 1
    if (job.isKindsFault) this.#faulty.add(job.kind)
    const waitBin = binOf(job.waitMs)
    const runBin = binOf(job.runMs)
    cell.wait[waitBin] = (cell.wait[waitBin] ?? 0) + 1
    cell.run[runBin] = (cell.run[runBin] ?? 0) + 1
  }

  /** The kinds of which a job has failed by the kind's own fault since the last flush. */
  get failedKinds(): ReadonlySet<string> {
    return this.#faulty
  }

  /** Writes what was counted. Call {@link clear} once the transaction is committed. */
  write(tx: Transaction): void {
    for (const cell of this.#cells) {
      addJobMetrics(tx, cell)
      if (cell.completed > 0) addJobTotal(tx, cell.kind, 'completed', cell.completed)
    }
  }

  /** Forgets what was counted, because it is written. */
  clear(): void {
    this.#cells = []
    this.#current.clear()
    this.#faulty = new Set()
  }

  #cellOf(kind: string, minuteAt: number): MinuteOfMetrics {
    const current = this.#current.get(kind)
    if (current?.minuteAt === minuteAt) return current
    const cell: MinuteOfMetrics = { minuteAt, kind, completed: 0, failed: 0, wait: {}, run: {} }
    this.#current.set(kind, cell)
    this.#cells.push(cell)
    return cell
  }
}
