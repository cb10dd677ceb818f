// One failed item: what, why, what to do, and the ways on.
import clsx from 'clsx'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { ItemFailure } from '../../../shared/views/jobs.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { MarkBox } from '../../ui/checkbox.tsx'
import { dismissItems, restoreItems, retryItems } from './job-actions.ts'

interface ItemFailureRowProps {
  item: ItemFailure
  isDismissed: boolean
  isMarked: boolean
  onMark: (how: 'switch' | 'extend') => void
}

/** With Shift the box marks all from the last one to this. */
export function ItemFailureRow({ item, isDismissed, isMarked, onMark }: ItemFailureRowProps) {
  const nowMs = useNow()
  return (
    <li className={clsx('flex items-start gap-3 px-4 py-3', isMarked && 'bg-accent-soft')}>
      <MarkBox
        label={`Mark ${item.label}`}
        isMarked={isMarked}
        onMark={(isExtending) => onMark(isExtending ? 'extend' : 'switch')}
      />
      <div className="selectable min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{item.label}</span>
          <Badge>{jobName(item.stage)}</Badge>
          {item.isParked && <Badge tone="warning">Parked</Badge>}
        </p>
        <p className="text-bad">{item.reason}</p>
        <p className="text-muted">{item.hint}</p>
        <p className={clsx('text-sm tabular-nums', isMarked ? 'text-muted' : 'text-faint')}>
          {formatCounted(item.attempts, 'attempt')} · {formatRelative(item.lastFailedAtMs, nowMs)}
        </p>
      </div>
      <Button size="small" onClick={() => void retryItems([item.id])}>
        Retry this one
      </Button>
      {isDismissed ? (
        <Button size="small" onClick={() => void restoreItems([item.id])}>
          Take back
        </Button>
      ) : (
        <Button size="small" onClick={() => void dismissItems([item.id])}>
          Dismiss
        </Button>
      )}
    </li>
  )
}
