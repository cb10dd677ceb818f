// The jobs of one status, newest first.
import { ListChecks, RotateCcw } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import { jobKinds, type JobKind, type JobStatus } from '../../../shared/jobs/vocabulary.ts'
import { act } from '../../lib/actions.ts'
import { openDetails, useNavigation } from '../../lib/navigation-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { jobListStore } from './job-lists-store.ts'
import { JobRow } from './job-row.tsx'
import { PauseButton } from './pause-button.tsx'

const topics = ['jobs'] as const
const rowHeight = 52
const emptyTexts: Record<JobStatus, string> = {
  processing: 'Nothing is running',
  queued: 'Nothing is waiting',
  failed: 'Nothing has failed',
  completed: 'Nothing has finished yet',
  cancelled: 'Nothing was cancelled',
}
const kindOptions: readonly { value: JobKind | 'all'; label: string }[] = [
  { value: 'all', label: 'All kinds' },
  ...jobKinds.map((kind) => ({ value: kind, label: jobName(kind) })),
]

/** Must be keyed by `status`. */
export function JobList({ status }: { status: JobStatus }) {
  const { items, total, phase, error, query, setQuery, refresh, loadMore } = useStore(jobListStore)
  const selection = useNavigation((state) => state.selection)
  const [activeKey, setActiveKey] = useState<string | number | null>(null)
  const isOtherList = query.status !== status
  useEffect(() => {
    if (jobListStore.getState().query.status !== status)
      void jobListStore.getState().setQuery({ ...jobListStore.getState().query, status })
  }, [status])
  useLive(topics, jobListStore.getState().refresh)
  const rows = useMemo(() => items.map((job, index) => ({ key: job.id, height: rowHeight, position: index + 1, job })), [items])
  const onEndReached = useCallback(() => void loadMore(), [loadMore])

  const isWaiting = isOtherList || (phase === 'loading' && items.every((job) => job.status !== status))
  return (
    <>
      <div className="flex items-center gap-2 px-6 py-2.5">
        <Select
          label="Kind of job"
          value={query.kind ?? 'all'}
          options={kindOptions}
          onChange={(kind) => void setQuery({ status, kind: kind === 'all' ? null : kind })}
        />
        {query.kind !== null && (status === 'queued' || status === 'processing') && (
          <PauseButton kind={query.kind} accountId={null} />
        )}
        {status === 'failed' && items.length > 0 && !isWaiting && (
          <Button
            className="ml-auto"
            icon={<RotateCcw aria-hidden size={14} />}
            onClick={() => void act('jobs.retry', { ids: items.map((job) => job.id) })}
          >
            Retry all shown
          </Button>
        )}
      </div>
      {isWaiting ? (
        <SkeletonRows label="Loading jobs" count={5} />
      ) : items.length === 0 ? (
        error === null ? (
          <EmptyState icon={<ListChecks size={20} />} title={emptyTexts[status]} />
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
          onActiveChange={(row) => setActiveKey(row.key)}
          onChoose={(row) => openDetails({ kind: 'job', id: row.job.id })}
          onEndReached={onEndReached}
          renderRow={(row) => (
            <JobRow
              job={row.job}
              isActive={row.key === activeKey}
              isSelected={selection?.kind === 'job' && selection.id === row.key}
            />
          )}
        />
      )}
    </>
  )
}
