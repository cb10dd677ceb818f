// The rule for poison: when a job is suspected of killing the program, and when it is shown to. Who only ran beside it goes free.
import { isDeepStrictEqual } from 'node:util'
import { readyRank } from '../../db/queries/jobs/ready-rank.ts'
import type { JobProgress } from '../../../shared/views/jobs.ts'
import type { BatchCommit } from '../types.ts'

/** From so many deaths of the program on, without having got anywhere between them, a job runs alone: nothing starts beside it. */
const deathsBeforeSuspicion = 2
/** From so many deaths on, a job under which the program dies while nothing else runs is left alone until a person retries it. */
const deathsBeforeParking = 3

/** Whether a job may run only while nothing else does. */
export function isSuspect(deaths: number): boolean {
  return deaths >= deathsBeforeSuspicion
}

/** Before everybody else: at the start of the program nothing runs yet, and nobody has to wait for the suspect to have run alone. */
const firstOfAll = 0

/** The place in the line of a ready job with so many deaths. */
export function rankOf(deaths: number, readyAtMs: number, priority: number): number {
  return isSuspect(deaths) ? firstOfAll : readyRank(readyAtMs, priority)
}

/** Whether it was this job that killed the program: `deaths` counts the last time, too; then `beside` others ran. */
export function isGuilty(deaths: number, beside: number): boolean {
  return beside === 0 && deaths >= deathsBeforeParking
}

/** How far a job was at a moment. */
export interface HowFar {
  readonly checkpoint: unknown
  readonly progress: JobProgress | null
}

/**
 * Whether a batch brings a job further than it was when the program died under it. To write nothing, or the same once more, is not getting
 * on: a job may do as much each time before it kills the program again. Jobs that count what is left from zero have got on when less is left.
 */
export function hasGotOn(before: HowFar, { checkpoint, progress }: BatchCommit): boolean {
  if (checkpoint !== undefined && !isDeepStrictEqual(JSON.parse(JSON.stringify(checkpoint)), before.checkpoint)) return true
  if (!progress) return false
  const { done, total } = before.progress ?? { done: 0, total: null }
  return progress.done > done || (total !== null && progress.total !== null && progress.total - progress.done < total - done)
}
