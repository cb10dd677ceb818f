// Mail and meetings in one stream, grouped by day.
import { Inbox } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { formatDay } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { openDetails, useNavigation } from '../../lib/navigation-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { TimelineFilters } from './timeline-filters.tsx'
import { TimelineItemRow } from './timeline-item.tsx'
import { timelineRows, type TimelineRow } from './timeline-rows.ts'
import { isNarrowed, timelineStore } from './timeline-store.ts'

const topics = ['timeline', 'accounts'] as const

/** @see timelineStore */
export function TimelineScreen() {
  const { total, phase } = useStore(timelineStore)
  const { refresh } = timelineStore.getState()
  useLive(topics, refresh)
  return (
    <>
      <ScreenHeader title="Timeline" note={phase === 'loading' ? undefined : formatCounted(total, 'entry', 'entries')}>
        <TimelineFilters />
      </ScreenHeader>
      <Stream />
    </>
  )
}

function Stream() {
  const { query, items, total, phase, error, refresh, setQuery, loadMore } = useStore(timelineStore)
  const selection = useNavigation((state) => state.selection)
  const [activeKey, setActiveKey] = useState<TimelineRow['key'] | null>(null)
  const rows = useMemo(() => timelineRows(items), [items])
  const onEndReached = useCallback(() => void loadMore(), [loadMore])
  const selectedKey = selection?.kind === 'interaction' ? selection.id : null

  if (items.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading the timeline" />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
    return isNarrowed(query) ? (
      <EmptyState
        icon={<Inbox size={20} />}
        title="Nothing fits"
        action={<Button onClick={() => void setQuery({ includeBulk: query.includeBulk ?? false })}>Show everything</Button>}
      >
        There is no such mail or meeting.
      </EmptyState>
    ) : (
      <EmptyState icon={<Inbox size={20} />} title="Nothing here yet">
        Mail and meetings appear here as they are read.
      </EmptyState>
    )
  }
  return (
    <>
      {error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      <VirtualList
        label="Timeline"
        rows={rows}
        total={total}
        activeKey={activeKey}
        selectedKey={selectedKey}
        onActiveChange={(row) => {
          setActiveKey(row.key)
          // With the panel open, moving through the list reads on.
          if (selectedKey !== null && row.kind === 'item') openDetails({ kind: 'interaction', id: row.item.id })
        }}
        onChoose={(row) => row.kind === 'item' && openDetails({ kind: 'interaction', id: row.item.id })}
        onEndReached={onEndReached}
        renderSticky={(row) => <DayHeading dayMs={row.dayMs} />}
        renderRow={(row) =>
          row.kind === 'day' ? (
            <DayHeading dayMs={row.dayMs} />
          ) : (
            <TimelineItemRow item={row.item} isActive={row.key === activeKey} isSelected={row.key === selectedKey} />
          )
        }
      />
    </>
  )
}

function DayHeading({ dayMs }: { dayMs: number }) {
  const nowMs = useNow()
  return (
    <div className="flex h-10 items-end border-b border-line bg-surface px-6 pb-1.5 font-semibold">{formatDay(dayMs, nowMs)}</div>
  )
}
