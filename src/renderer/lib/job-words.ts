// What the states and priorities of jobs are called in front of a person.
import type { JobPriority, JobStatus } from '../../shared/jobs/vocabulary.ts'

/** A status in plain words. */
export const statusNames: Record<JobStatus, string> = {
  queued: 'Waiting',
  processing: 'Running',
  completed: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** A priority in plain words. */
export const priorityNames: Record<JobPriority, string> = { urgent: 'Urgent', high: 'High', medium: 'Normal', low: 'Low' }
