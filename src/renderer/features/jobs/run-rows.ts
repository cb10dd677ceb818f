// What the picture of a run shows: the steps that there are, and those that are still to come.
import { jobKinds } from '../../../shared/jobs/vocabulary.ts'
import type { JobRun, RunStep } from '../../../shared/views/jobs.ts'

/** One line of the picture. `step` is null for a stage that nothing has asked for (yet). */
export interface RunRow {
  readonly kind: string
  readonly step: RunStep | null
}

const later = ['extract_contacts', 'extract_identities', 'embed'] as const

/** What comes of each beginning, if it brings anything new. The stages of an import depend on its files. */
const expected: Readonly<Record<string, readonly string[]>> = {
  google_calendar_sync: ['normalize_google_event', ...later],
  google_gmail_sync: ['normalize_google_email', ...later],
  file_import: later,
}

/** The lines from the first job to the last stage. */
export function rowsOf(run: JobRun): RunRow[] {
  const [root, ...steps] = run.steps
  if (root === undefined) return []
  const byKind = new Map(steps.map((step) => [step.kind, step]))
  const kinds = new Set([...byKind.keys(), ...(expected[root.kind] ?? [])])
  const place = (kind: string): number => (jobKinds as readonly string[]).indexOf(kind)
  const inOrder = [...kinds].toSorted((left, right) => place(left) - place(right))
  return [{ kind: root.kind, step: root }, ...inOrder.map((kind) => ({ kind, step: byKind.get(kind) ?? null }))]
}

/** How a run stands as a whole, and how long it took from the first start to the last end; null while it is under way. */
export function summaryOf(run: JobRun): { state: 'active' | 'broken' | 'done'; tookMs: number | null } {
  const isActive = run.steps.some(({ status }) => status === 'processing' || status === 'queued')
  const isBroken = run.steps.some(({ status }) => status === 'failed' || status === 'cancelled')
  const began = run.steps.flatMap(({ startedAtMs }) => startedAtMs ?? [])
  const ended = run.steps.flatMap(({ finishedAtMs }) => finishedAtMs ?? [])
  return {
    state: isActive ? 'active' : isBroken ? 'broken' : 'done',
    tookMs: isActive || began.length === 0 || ended.length === 0 ? null : Math.max(0, Math.max(...ended) - Math.min(...began)),
  }
}
