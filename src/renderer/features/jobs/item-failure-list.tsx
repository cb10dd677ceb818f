// Items that a stage could not process: one or several are tried again, or put away.
import { CircleCheck } from 'lucide-react'
import { useStore } from 'zustand'
import { formatCounted } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { DismissedFilter } from './dismissed-filter.tsx'
import { ItemFailureRow } from './item-failure-row.tsx'
import { ItemVerbs } from './item-verbs.tsx'
import { itemFailureStore } from './job-lists-store.ts'
import { useMarks } from './use-marks.ts'

const topics = ['jobs'] as const

/** @see itemFailureStore */
export function ItemFailureList() {
  const { items, total, phase, error, query, nextCursor, isLoadingMore, refresh, loadMore, setQuery } = useStore(itemFailureStore)
  useLive(topics, itemFailureStore.getState().refresh)
  const marks = useMarks(query, items)
  return (
    <div className="px-6 pb-6">
      <div className="flex flex-wrap items-center gap-2 py-2.5">
        <DismissedFilter
          label="Which failed items"
          isDismissed={query.isDismissed}
          onChange={(isDismissed) => void setQuery({ isDismissed })}
        />
        <p className="min-w-40 flex-1 text-muted">
          {items.length > 0 &&
            `${formatCounted(total, 'item')} ${query.isDismissed ? 'dismissed' : 'could not be processed'}. Their originals are kept.`}
        </p>
        {items.length > 0 && <ItemVerbs query={query} ids={[...marks.keys]} total={total} onClear={marks.clear} />}
      </div>
      {items.length > 0 && error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      {items.length > 0 ? (
        <ul
          aria-label="Failed items"
          onKeyDown={marks.onKey}
          className="divide-y divide-line overflow-hidden rounded-lg border border-line"
        >
          {items.map((item) => (
            <ItemFailureRow
              key={item.id}
              item={item}
              isDismissed={query.isDismissed}
              isMarked={marks.keys.has(item.id)}
              onMark={(how) => marks.mark(item.id, how)}
            />
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
        >
          {query.isDismissed ? 'Failed items that you put away are kept here.' : 'Every mail, event and contact could be read.'}
        </EmptyState>
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
