// Finds what the pipeline is doing now: the first stage with a running or ready job.
import { type JobKind, jobKinds } from '../../../../shared/jobs/vocabulary.ts'
import { type JobProgress, jobProgressSchema } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { readReadyLanes } from '../jobs/read-ready-lanes.ts'

/** A stage at work, with the progress of its running job. */
export interface ActiveStage {
  readonly kind: JobKind
  readonly progress: JobProgress | null
}

/** Housekeeping is nobody's business. */
const quietKinds: ReadonlySet<string> = new Set(['prune', 'optimize', 'backup'])

/** The earliest stage that is at work (running before merely ready), or null when all is quiet. What a pause holds back is not at work. */
export function readActiveStage(db: Database): ActiveStage | null {
  const running = db
    .prepare<[], { kind: JobKind; progress: string | null }>(
      "SELECT kind, progress FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL",
    )
    .all()
  const first = earliest(running) ?? earliest(readReadyLanes(db).map(({ kind }) => ({ kind, progress: null })))
  if (!first) return null
  const progress = first.progress === null ? null : jobProgressSchema.safeParse(JSON.parse(first.progress))
  return { kind: first.kind, progress: progress?.success === true ? progress.data : null }
}

function earliest(
  stages: readonly { kind: string; progress: string | null }[],
): { kind: JobKind; progress: string | null } | null {
  const order = (kind: string): number => (jobKinds as readonly string[]).indexOf(kind)
  const [first] = stages
    .filter(({ kind }) => order(kind) !== -1 && !quietKinds.has(kind))
    .toSorted((left, right) => order(left.kind) - order(right.kind))
  return first === undefined ? null : { kind: first.kind as JobKind, progress: first.progress }
}
