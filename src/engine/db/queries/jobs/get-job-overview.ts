// Reads the head of the job monitor: the pipeline picture, what waits, and what is paused.
import { type JobKind, pipelineKinds } from '../../../../shared/jobs/vocabulary.ts'
import type { JobOverview, JobProgress, Stage } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { countDismissedJobs } from './count-dismissed-jobs.ts'
import { countJobs, noJobs } from './count-jobs.ts'
import { listPauses } from './list-pauses.ts'
import { oldestReady, readReadyLanes } from './read-ready-lanes.ts'

/** Which totals of `item_totals` belong to a stage. A stage that brings items in has none that are pending. */
const subjectsOf: Record<(typeof pipelineKinds)[number], { bringsIn: boolean; subjects: readonly string[] }> = {
  google_calendar_sync: { bringsIn: true, subjects: ['google_event'] },
  google_gmail_sync: { bringsIn: true, subjects: ['google_email'] },
  file_import: { bringsIn: true, subjects: ['file_email', 'file_event', 'file_contact'] },
  normalize_google_event: { bringsIn: false, subjects: ['google_event'] },
  normalize_google_email: { bringsIn: false, subjects: ['google_email'] },
  normalize_file_email: { bringsIn: false, subjects: ['file_email'] },
  normalize_file_event: { bringsIn: false, subjects: ['file_event'] },
  normalize_file_contact: { bringsIn: false, subjects: ['file_contact'] },
  extract_contacts: { bringsIn: false, subjects: ['contacts', 'contact_cards'] },
  extract_identities: { bringsIn: false, subjects: ['identities'] },
  embed: { bringsIn: false, subjects: ['embedding'] },
}

/** Reads the overview. Every figure comes from a counter or an index of what has not ended, at any size of the workspace. */
export function getJobOverview(db: Database, now: number): JobOverview {
  const jobs = countJobs(db)
  const dismissed = countDismissedJobs(db)
  const items = new Map(
    db
      .prepare<[], { subject: string; state: string; count: number }>('SELECT subject, state, count FROM item_totals')
      .all()
      .map((row) => [`${row.subject} ${row.state}`, row.count]),
  )
  const failures = new Map(
    db
      .prepare<[], { stage: string; count: number }>(
        'SELECT stage, count(*) AS count FROM item_failures WHERE dismissed_at IS NULL GROUP BY stage',
      )
      .all()
      .map((row) => [row.stage, row.count]),
  )
  const progress = readProgress(db)
  const ready = readReadyLanes(db)
  const stages = pipelineKinds.map((kind): Stage => {
    const { bringsIn, subjects } = subjectsOf[kind]
    const sum = (...states: string[]): number =>
      subjects.flatMap((subject) => states.map((state) => items.get(`${subject} ${state}`) ?? 0)).reduce((a, b) => a + b, 0)
    const counts = jobs.byKind[kind] ?? noJobs()
    return {
      kind,
      ...counts,
      failed: counts.failed - (dismissed.get(kind) ?? 0),
      pendingItems: bringsIn ? 0 : sum('pending'),
      doneItems: bringsIn ? sum('pending', 'done', 'failed') : sum('done'),
      failedItems: failures.get(kind) ?? 0,
      progress: progress.get(kind) ?? null,
    }
  })
  return {
    stages,
    readyCount: ready.reduce((sum, lane) => sum + lane.count, 0),
    oldestReadyAgeMs: oldestReady(ready, now),
    pauses: listPauses(db).map(({ scope, reason, untilAt }) => ({ scope, reason, untilMs: untilAt })),
    itemFailures: [...failures.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** Progress of the job of each kind that has run for longest. */
function readProgress(db: Database): Map<JobKind, JobProgress> {
  const rows = db
    .prepare<[], { kind: JobKind; progress: string }>(`
      SELECT kind, progress FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL AND progress IS NOT NULL ORDER BY id DESC
    `)
    .all()
  return new Map(rows.map((row) => [row.kind, JSON.parse(row.progress) as JobProgress]))
}
