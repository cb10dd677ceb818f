// Items that a stage could not process: what, why, what to do, and the ways on: another try, or to put it away.
import { Archive, CircleCheck, RotateCcw } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { ItemFailure } from '../../../shared/views/jobs.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { dismissItems, restoreItems, retryItems } from './job-actions.ts'
import { itemFailureStore } from './job-lists-store.ts'

const topics = ['jobs'] as const

/** @see itemFailureStore */
export function ItemFailureList() {
  const { items, total, phase, error, query, nextCursor, isLoadingMore, refresh, loadMore, setQuery } = useStore(itemFailureStore)
  useLive(topics, itemFailureStore.getState().refresh)
  const ids = items.map((item) => item.id)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      <div className="flex flex-wrap items-center gap-2 py-2.5">
        <Segmented
          label="Which failed items"
          value={query.isDismissed ? 'dismissed' : 'open'}
          options={[
            { value: 'open', label: 'To see to' },
            { value: 'dismissed', label: 'Dismissed' },
          ]}
          onChange={(which) => void setQuery({ isDismissed: which === 'dismissed' })}
        />
        <p className="min-w-40 flex-1 text-muted">
          {items.length > 0 &&
            `${formatCounted(total, 'item')} ${query.isDismissed ? 'dismissed' : 'could not be processed'}. Their originals are kept.`}
        </p>
        {items.length > 0 && (
          <>
            <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => void retryItems(ids)}>
              Retry all shown
            </Button>
            {!query.isDismissed && (
              <Button icon={<Archive aria-hidden size={14} />} onClick={() => void dismissItems(ids)}>
                Dismiss all shown
              </Button>
            )}
          </>
        )}
      </div>
      {items.length > 0 ? (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {items.map((item) => (
            <Failure key={item.id} item={item} isDismissed={query.isDismissed} />
          ))}
        </ul>
      ) : phase === 'loading' ? (
        <SkeletonRows label="Loading failed items" count={4} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void refresh()} />
      ) : (
        <EmptyState
          icon={<CircleCheck size={20} />}
          title={query.isDismissed ? 'Nothing was dismissed' : 'Nothing is left to see to'}
        />
      )}
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

function Failure({ item, isDismissed }: { item: ItemFailure; isDismissed: boolean }) {
  const nowMs = useNow()
  return (
    <li className="flex items-start gap-2 px-4 py-3">
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
