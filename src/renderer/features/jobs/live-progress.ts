// How far a running job is, how fast it goes and when it will be done, from what it tells now and then.
import type { JobProgress } from '../../../shared/views/jobs.ts'
import { advanceRate, type Rate } from './stage-rate.ts'

/** The newest progress of a job, with its pace. */
export interface LiveProgress {
  readonly progress: JobProgress
  readonly rate: Rate
  /** When it was told, ms since the epoch. */
  readonly toldAtMs: number
}

/** A job that has said nothing for so long has ended, or is better told by its row. */
const silentAfterMs = 60_000

/** Takes in what a job has told. */
export function advanceProgress(before: LiveProgress | undefined, progress: JobProgress, atMs: number): LiveProgress {
  const known = before?.progress.what === progress.what ? before.rate : undefined
  return { progress, rate: advanceRate(known, progress.done, atMs), toldAtMs: atMs }
}

/** A copy without the jobs that have fallen silent. */
export function forgetSilent(all: ReadonlyMap<number, LiveProgress>, nowMs: number): Map<number, LiveProgress> {
  return new Map([...all].filter(([, { toldAtMs }]) => nowMs - toldAtMs < silentAfterMs))
}

/** How long the rest takes at this pace; null while nobody knows. */
export function timeLeftMs({ progress: { done, total }, rate: { perSecond } }: LiveProgress): number | null {
  if (total === null || perSecond <= 0) return null
  return (Math.max(0, total - done) / perSecond) * 1000
}
