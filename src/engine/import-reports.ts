// Tells what came of an import of files, once everything that it brought has been understood.
import type { EventPayload } from '../shared/ipc/contract.ts'
import type { JobKind } from '../shared/jobs/vocabulary.ts'
import { jobSchemas } from '../shared/jobs/payloads.ts'
import type { Database } from './db/database.ts'
import { countNewFailures } from './db/queries/item-failures/count-new-failures.ts'
import { getJob } from './db/queries/jobs/get-job.ts'
import type { JobEvents } from './jobs/events.ts'

/** The stages that show whether a file could be read; what comes later is no news about the file. */
const readingKinds: ReadonlySet<string> = new Set<JobKind>([
  'file_import',
  'normalize_file_email',
  'normalize_file_event',
  'normalize_file_contact',
])

/** Waits for imports to be read to their end, for as long as the program runs. */
export class ImportReports {
  readonly #db: Database
  readonly #tell: (report: EventPayload<'imports.finished'>) => void
  readonly #open = new Set<number>()

  constructor(db: Database, tell: (report: EventPayload<'imports.finished'>) => void) {
    this.#db = db
    this.#tell = tell
  }

  /** A job has ended. One that failed has an alert of its own, and one that was cancelled needs no report. */
  jobFinished({ jobId, kind, status }: JobEvents['job.finished']): void {
    if (kind === 'file_import' && status === 'completed') this.#open.add(jobId)
    if (!readingKinds.has(kind)) return
    for (const id of this.#open) this.#tellIfRead(id)
  }

  #tellIfRead(jobId: number): void {
    const { run, result, startedAtMs, accountId } = getJob(this.#db, jobId)
    const reading = run?.steps.filter((step) => readingKinds.has(step.kind)) ?? []
    if (reading.some(({ status }) => status === 'queued' || status === 'processing')) return
    this.#open.delete(jobId)
    const { stored, unchanged, failedItems } = jobSchemas.file_import.result.parse(result)
    const stages = ['normalize_file_email', 'normalize_file_event', 'normalize_file_contact'] as const
    const unreadable = countNewFailures(this.#db, accountId ?? '', stages, startedAtMs ?? 0)
    this.#tell({ jobId, imported: Math.max(0, stored - unreadable), unchanged, failed: failedItems + unreadable })
  }
}
