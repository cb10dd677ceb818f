// Names the lane of a job: jobs of a lane share kind, account and bucket, so they may start or must wait together.
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { JobDefinition } from './types.ts'

/** What decides whether a queued job may start. */
export interface LaneParts {
  readonly kind: string
  readonly accountId: string | null
  readonly bucket: string | null
}

/** How many jobs run now, of all of them that share a limit. */
export interface Load {
  running: number
}

/** A lane in memory, while it may have ready jobs or one of its jobs runs. */
export interface Lane extends LaneParts {
  readonly name: string
  /** Undefined for a kind that this version of the program does not know. */
  readonly definition: JobDefinition<JobKind> | undefined
  readonly ofKind: Load
  /** Null for a kind that works for no account. */
  readonly ofAccount: Load | null
  /** Rank of the job whose turn it is in this lane; null while nobody has looked. */
  headRank: number | null
  /** The lane that was served last has the highest number. */
  lastServed: number
}

const plainLanes = new Map<string, string>()

/** One word for a lane. */
export function laneOf(kind: string, accountId: string | null, bucket: string | null): string {
  if (accountId === null && bucket === null) {
    let lane = plainLanes.get(kind)
    if (lane === undefined) plainLanes.set(kind, (lane = `${kind}||`))
    return lane
  }
  return `${kind}|${accountId ?? ''}|${bucket ?? ''}`
}

/** The parts of a lane's name. Kinds and account ids never hold a bar. */
export function laneParts(lane: string): LaneParts {
  const [kind = '', accountId = '', ...bucket] = lane.split('|')
  return { kind, accountId: accountId === '' ? null : accountId, bucket: bucket.join('|') || null }
}
