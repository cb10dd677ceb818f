// The status of a job as a coloured word.
import type { JobStatus } from '../../../shared/jobs/vocabulary.ts'
import type { Job } from '../../../shared/views/jobs.ts'
import { statusNames } from '../../lib/job-words.ts'
import { Badge, type BadgeTone } from '../../ui/badge.tsx'

const tones: Record<JobStatus, BadgeTone> = {
  queued: 'neutral',
  processing: 'accent',
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

/** A running job that was asked to stop says so, and so does a failed one that was put away. */
export function StatusBadge({ job }: { job: Pick<Job, 'status' | 'cancelRequested'> & { isDismissed?: boolean } }) {
  if (job.status === 'processing' && job.cancelRequested) return <Badge tone="warning">Stopping</Badge>
  if (job.isDismissed === true) return <Badge>Dismissed</Badge>
  return <Badge tone={tones[job.status]}>{statusNames[job.status]}</Badge>
}
