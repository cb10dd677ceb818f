// Lets later stages gather work while more of it is coming: they start a few times a second, not after every small batch.
import type { FollowUp } from './types.ts'

/** How long a later stage waits for more; people see what is there after this time. */
export const gatherMs = 500

/**
 * The follow-up as it is enqueued in the middle of a stage: it waits for more. One that is waiting already keeps its time, so that it is
 * never put off for ever; the same follow-up at the end of the stage brings it forward to now.
 */
export function gathering<Next extends FollowUp>(followUp: Next, nowMs: number): Next {
  return { ...followUp, options: { ...followUp.options, runAtMs: nowMs + gatherMs } }
}
