// Items that a stage could not process: what, why, what to do, and one button to try again.
import { CircleCheck, RotateCcw } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { ItemFailure } from '../../../shared/views/jobs.ts'
import { act } from '../../lib/actions.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { itemFailureStore } from './job-lists-store.ts'

const topics = ['jobs'] as const

/** @see itemFailureStore */
export function ItemFailureList() {
  const { items, total, phase, error, nextCursor, isLoadingMore, refresh, loadMore } = useStore(itemFailureStore)
  useLive(topics, itemFailureStore.getState().refresh)
  if (items.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading failed items" count={4} />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
    return <EmptyState icon={<CircleCheck size={20} />} title="Every item was understood" />
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      <div className="flex items-center py-2.5">
        <p className="flex-1 text-muted">{formatCounted(total, 'item')} could not be processed. Their originals are kept.</p>
        <Button
          size="small"
          icon={<RotateCcw aria-hidden size={13} />}
          onClick={() => void act('jobs.retryItems', { ids: items.map((item) => item.id) })}
        >
          Retry all shown
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {items.map((item) => (
          <Failure key={item.id} item={item} />
        ))}
      </ul>
      {nextCursor !== null && (
        <div className="py-4 text-center">
          <Button isBusy={isLoadingMore} onClick={() => void loadMore()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

function Failure({ item }: { item: ItemFailure }) {
  const nowMs = useNow()
  return (
    <li className="flex items-start gap-4 px-4 py-3">
      <div className="selectable min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{item.label}</span>
          <Badge>{jobName(item.stage)}</Badge>
          {item.isParked && <Badge tone="warning">Parked</Badge>}
        </p>
        <p className="text-bad">{item.reason}</p>
        <p className="text-muted">{item.hint}</p>
        <p className="text-sm text-faint tabular-nums">
          {formatCounted(item.attempts, 'attempt')}, last {formatRelative(item.lastFailedAtMs, nowMs)}
        </p>
      </div>
      <Button size="small" onClick={() => void act('jobs.retryItems', { ids: [item.id] })}>
        Retry this one
      </Button>
    </li>
  )
}
