// How far a preview has come: its checkpoint, so that a stop in the middle costs at most one page of counting.
import { z } from 'zod'

const count = z.int().nonnegative()

const progressSchema = z.object({
  /** Periods are counted back from here, whole seconds. */
  startedAtMs: z.int(),
  /** About how much there is to count. */
  expected: count.nullable(),
  /** What is counted beside the whole mailbox; null: not known yet. `atMost` counts spam and the bin too. */
  labels: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['category', 'label']), atMost: count })).nullable(),
  /** Finished counts of windows: label id ('' for all mail) and window, newest first. */
  counts: z.record(z.string(), count),
  /** The count that is under way. */
  open: z.object({ key: z.string(), pageToken: z.string(), count }).nullable(),
  /** Messages from all over the mailbox, from which the sample is taken. */
  spread: z.array(z.string()),
  oldestId: z.string().nullable(),
  /** Events by calendar. */
  events: z.record(z.string(), count),
})
/** @see progressSchema */
export type PreviewProgress = z.infer<typeof progressSchema>

/** Takes up a checkpoint, or begins. */
export function readPreviewProgress(checkpoint: unknown, nowMs: number): PreviewProgress {
  const begin: PreviewProgress = {
    startedAtMs: Math.floor(nowMs / 1000) * 1000,
    expected: null,
    labels: null,
    counts: {},
    open: null,
    spread: [],
    oldestId: null,
    events: {},
  }
  return progressSchema.catch(begin).parse(checkpoint)
}
