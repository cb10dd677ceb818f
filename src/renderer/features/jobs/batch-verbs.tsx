// What can be done at once with the jobs that are marked in a list, or with all that it shows.
import { Archive, Ban, RotateCcw, Undo2 } from 'lucide-react'
import { jobPriorities, type JobPriority, type JobStatus } from '../../../shared/jobs/vocabulary.ts'
import { formatCount } from '../../lib/format-number.ts'
import { priorityNames } from '../../lib/job-words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { cancelJobs, dismissJobs, restoreJobs, retryJobs, setPriority } from './job-actions.ts'

const priorityOptions: readonly { value: JobPriority | 'none'; label: string }[] = [
  { value: 'none', label: 'Priority…' },
  ...jobPriorities.map((value) => ({ value, label: priorityNames[value] })),
]

interface BatchVerbsProps {
  status: JobStatus
  isDismissed: boolean
  /** The marked ones. */
  ids: readonly number[]
  /** All that the list shows, for the verbs without marks. */
  shownIds: readonly number[]
  onClear: () => void
}

/** Without marks, the verbs that failed jobs get as a whole. */
export function BatchVerbs({ status, isDismissed, ids, shownIds, onClear }: BatchVerbsProps) {
  const isMarked = ids.length > 0
  const subject = isMarked ? ids : shownIds
  const of = isMarked ? '' : ' all shown'
  const canRetry = status === 'failed' || (status === 'cancelled' && isMarked)
  const canCancel = isMarked && (status === 'queued' || status === 'processing')
  if (subject.length === 0) return null
  return (
    <div role="group" aria-label="Marked jobs" className="ml-auto flex flex-wrap items-center justify-end gap-2">
      {isMarked && (
        <p role="status" className="text-muted tabular-nums">
          {formatCount(ids.length)} marked
        </p>
      )}
      {canRetry && (
        <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => void retryJobs(subject)}>
          {`Retry${of}`}
        </Button>
      )}
      {status === 'failed' && !isDismissed && (
        <Button icon={<Archive aria-hidden size={14} />} onClick={() => void dismissJobs(subject)}>
          {`Dismiss${of}`}
        </Button>
      )}
      {status === 'failed' && isDismissed && isMarked && (
        <Button icon={<Undo2 aria-hidden size={14} />} onClick={() => void restoreJobs(ids)}>
          Take back
        </Button>
      )}
      {isMarked && status === 'queued' && (
        <Select
          label="Priority of the marked jobs"
          value="none"
          options={priorityOptions}
          onChange={(priority) => void (priority !== 'none' && setPriority(ids, priority))}
        />
      )}
      {canCancel && (
        <Button look="danger" icon={<Ban aria-hidden size={14} />} onClick={() => void cancelJobs(ids)}>
          Cancel
        </Button>
      )}
      {isMarked && (
        <Button look="ghost" onClick={onClear}>
          Clear marks
        </Button>
      )}
    </div>
  )
}
