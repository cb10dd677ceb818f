// Finds what the pipeline is doing now: the first stage with a running or ready job.
import { type JobKind, jobKinds } from '../../../../shared/jobs/vocabulary.ts'
import { type JobProgress, jobProgressSchema } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

/** A stage at work, with the progress of its running job. */
export interface ActiveStage {
  readonly kind: JobKind
  readonly progress: JobProgress | null
}

/** Housekeeping is nobody's business. */
const quietKinds: ReadonlySet<string> = new Set(['prune', 'optimize', 'backup'])

const sql = `
  SELECT kind, status, progress FROM jobs INDEXED BY jobs_active
  WHERE status IN ('processing', 'queued') AND ready_rank IS NOT NULL`

/** The earliest stage that is at work (running before merely ready), or null when all is quiet. */
export function readActiveStage(db: Database): ActiveStage | null {
  const rows = db.prepare<[], { kind: JobKind; status: string; progress: string | null }>(sql).all()
  const order = (kind: JobKind): number => jobKinds.indexOf(kind)
  const [first] = rows
    .filter(({ kind }) => jobKinds.includes(kind) && !quietKinds.has(kind))
    .toSorted((a, b) => (a.status === b.status ? order(a.kind) - order(b.kind) : a.status === 'processing' ? -1 : 1))
  if (!first) return null
  const progress = first.progress === null ? null : jobProgressSchema.safeParse(JSON.parse(first.progress))
  return { kind: first.kind, progress: progress?.success === true ? progress.data : null }
}
