// The verbs for several jobs at once.
import { Archive, Ban, RotateCcw, Undo2 } from 'lucide-react'
import { jobPriorities, type JobPriority } from '../../../shared/jobs/vocabulary.ts'
import { priorityNames } from '../../lib/job-words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { BatchVerbs } from './batch-verbs.tsx'
import { cancelJobs, dismissJobs, restoreJobs, retryJobs, setPriority } from './job-actions.ts'
import { fetchJobs, listAllIds, type JobQuery } from './job-lists-store.ts'

const priorityOptions: readonly { value: JobPriority | 'none'; label: string }[] = [
  { value: 'none', label: 'Priority…' },
  ...jobPriorities.map((value) => ({ value, label: priorityNames[value] })),
]

interface JobVerbsProps {
  query: JobQuery
  /** The marked ones. */
  ids: readonly number[]
  /** How many the list has, loaded or not, for the verbs without marks. */
  total: number
  onClear: () => void
}

/** Without marks, the verbs that failed jobs get as a whole. */
export function JobVerbs({ query, ids, total, onClear }: JobVerbsProps) {
  const { status, isDismissed } = query
  return (
    <BatchVerbs label="Marked jobs" ids={ids} total={total} listAll={() => listAllIds(fetchJobs, query)} onClear={onClear}>
      {({ isMarked, of, say }) => (
        <>
          {(status === 'failed' || (status === 'cancelled' && isMarked)) && (
            <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => say(retryJobs)}>
              {`Retry${of}`}
            </Button>
          )}
          {status === 'failed' && !isDismissed && (
            <Button icon={<Archive aria-hidden size={14} />} onClick={() => say(dismissJobs)}>
              {`Dismiss${of}`}
            </Button>
          )}
          {status === 'failed' && isDismissed && isMarked && (
            <Button icon={<Undo2 aria-hidden size={14} />} onClick={() => say(restoreJobs)}>
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
          {isMarked && (status === 'queued' || status === 'processing') && (
            <Button look="danger" icon={<Ban aria-hidden size={14} />} onClick={() => say(cancelJobs)}>
              Cancel
            </Button>
          )}
        </>
      )}
    </BatchVerbs>
  )
}
