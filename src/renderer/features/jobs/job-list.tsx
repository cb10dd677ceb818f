// The jobs of one status, newest first; several can be marked and dealt with at once.
import { ListChecks } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { JobStatus } from '../../../shared/jobs/vocabulary.ts'
import { openDetails, useNavigation } from '../../lib/navigation-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { JobFilters } from './job-filters.tsx'
import { jobListStore } from './job-lists-store.ts'
import { JobRow } from './job-row.tsx'
import { JobVerbs } from './job-verbs.tsx'
import { useMarks } from './use-marks.ts'

const topics = ['jobs'] as const
const rowHeight = 52
const emptyTexts: Record<JobStatus, string> = {
  processing: 'Nothing is running',
  queued: 'Nothing is waiting',
  failed: 'Nothing has failed',
  completed: 'Nothing has finished yet',
  cancelled: 'Nothing was cancelled',
}

/** Must be keyed by `status`. */
export function JobList({ status }: { status: JobStatus }) {
  const { items, total, phase, error, query, setQuery, refresh, loadMore } = useStore(jobListStore)
  const selection = useNavigation((state) => state.selection)
  const [activeKey, setActiveKey] = useState<number | null>(null)
  const marks = useMarks(query, items)
  const isOtherList = query.status !== status
  useEffect(() => {
    const { query: shown, setQuery: change } = jobListStore.getState()
    if (shown.status !== status) void change({ ...shown, status, isDismissed: false })
  }, [status])
  useLive(topics, jobListStore.getState().refresh)
  const rows = useMemo(() => items.map((job, index) => ({ key: job.id, height: rowHeight, position: index + 1, job })), [items])
  const onEndReached = useCallback(() => void loadMore(), [loadMore])
  const isWaiting = isOtherList || (phase === 'loading' && items.every((job) => job.status !== status))
  const isNarrowed = query.kind !== null || query.text !== ''
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-6 py-2.5">
        <JobFilters status={status} />
        {!isWaiting && <JobVerbs query={query} ids={[...marks.keys]} total={total} onClear={marks.clear} />}
      </div>
      {!isWaiting && items.length > 0 && error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      {isWaiting ? (
        <SkeletonRows label="Loading jobs" count={5} />
      ) : items.length === 0 ? (
        error === null ? (
          <EmptyState
            icon={<ListChecks size={20} />}
            title={isNarrowed ? 'No job fits' : query.isDismissed ? 'Nothing was dismissed' : emptyTexts[status]}
            action={
              isNarrowed ? <Button onClick={() => void setQuery({ ...query, kind: null, text: '' })}>Show all</Button> : undefined
            }
          />
        ) : (
          <ErrorState error={error} onRetry={() => void refresh()} />
        )
      ) : (
        <VirtualList
          label="Jobs"
          rows={rows}
          total={total}
          activeKey={activeKey}
          selectedKey={selection?.kind === 'job' ? selection.id : null}
          markedKeys={marks.keys}
          onMark={({ key }, how) => marks.mark(key, how, activeKey)}
          onActiveChange={(row) => setActiveKey(row.key)}
          onChoose={(row) => openDetails({ kind: 'job', id: row.job.id })}
          onEndReached={onEndReached}
          onKey={marks.onKey}
          renderRow={(row) => (
            <JobRow
              job={row.job}
              isActive={row.key === activeKey}
              isMarked={marks.keys.has(row.key)}
              isSelected={selection?.kind === 'job' && selection.id === row.key}
            />
          )}
        />
      )}
    </>
  )
}
