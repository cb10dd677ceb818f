// What can be done at once with the jobs that are marked in a list, or with all of it.
import { Archive, Ban, RotateCcw, Undo2 } from 'lucide-react'
import { jobPriorities, type JobPriority } from '../../../shared/jobs/vocabulary.ts'
import { formatCount } from '../../lib/format-number.ts'
import { priorityNames } from '../../lib/job-words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { cancelJobs, dismissJobs, restoreJobs, retryJobs, setPriority } from './job-actions.ts'
import { listAllIds, type JobQuery } from './job-lists-store.ts'

const priorityOptions: readonly { value: JobPriority | 'none'; label: string }[] = [
  { value: 'none', label: 'Priority…' },
  ...jobPriorities.map((value) => ({ value, label: priorityNames[value] })),
]

interface BatchVerbsProps {
  query: JobQuery
  /** The marked ones. */
  ids: readonly number[]
  /** How many the list has, loaded or not, for the verbs without marks. */
  total: number
  onClear: () => void
}

/** Without marks, the verbs that failed jobs get as a whole. */
export function BatchVerbs({ query, ids, total, onClear }: BatchVerbsProps) {
  const { status, isDismissed } = query
  const isMarked = ids.length > 0
  const of = isMarked ? '' : total === 1 ? ' it' : ` all ${formatCount(total)}`
  const subject = (): Promise<readonly number[]> => (isMarked ? Promise.resolve(ids) : listAllIds(query))
  const say = async (verb: (of: readonly number[]) => Promise<void>): Promise<void> => {
    const chosen = await subject()
    if (chosen.length > 0) await verb(chosen)
  }
  const canRetry = status === 'failed' || (status === 'cancelled' && isMarked)
  const canCancel = isMarked && (status === 'queued' || status === 'processing')
  if (!isMarked && total === 0) return null
  return (
    <div role="group" aria-label="Marked jobs" className="ml-auto flex flex-wrap items-center justify-end gap-2">
      {isMarked && (
        <p role="status" className="text-muted tabular-nums">
          {formatCount(ids.length)} marked
        </p>
      )}
      {canRetry && (
        <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => void say(retryJobs)}>
          {`Retry${of}`}
        </Button>
      )}
      {status === 'failed' && !isDismissed && (
        <Button icon={<Archive aria-hidden size={14} />} onClick={() => void say(dismissJobs)}>
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
