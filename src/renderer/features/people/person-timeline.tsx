// Everything between you and one person, newest first.
import clsx from 'clsx'
import { ArrowDownLeft, ArrowUpRight, CalendarDays, Inbox } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { TimelineFilter, TimelineItem } from '../../../shared/views/timeline.ts'
import { client } from '../../lib/client.ts'
import { formatShort } from '../../lib/format-date.ts'
import { openDetails, useNavigation } from '../../lib/navigation-store.ts'
import { createPagedStore } from '../../lib/paged-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { useNow } from '../../lib/use-now.ts'
import { titleWords } from '../../lib/title-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { rowLook } from '../../ui/row-look.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'

const topics = ['timeline'] as const
const rowHeight = 56

/** Must be keyed by `contactId` and `kind`. */
export function PersonTimeline({ contactId, kind }: { contactId: number; kind: 'all' | 'meeting' }) {
  const store = useMemo(() => {
    const filter: TimelineFilter = { contactId, includeBulk: true, ...(kind === 'meeting' ? { kind } : {}) }
    return createPagedStore<TimelineItem, TimelineFilter>(
      (query, cursor, limit) => client.call('timeline.page', { filter: query, cursor, limit }),
      filter,
      60,
    )
  }, [contactId, kind])
  const { items, total, phase, error, refresh, loadMore } = useStore(store)
  useLive(topics, refresh)
  const [activeKey, setActiveKey] = useState<string | number | null>(null)
  const selection = useNavigation((state) => state.selection)
  const rows = useMemo(
    () => items.map((item, index) => ({ key: item.id, height: rowHeight, position: index + 1, item })),
    [items],
  )
  const onEndReached = useCallback(() => void loadMore(), [loadMore])

  if (items.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading" count={6} />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
    return <EmptyState icon={<Inbox size={20} />} title={kind === 'meeting' ? 'No meetings so far' : 'Nothing so far'} />
  }
  return (
    <>
      {error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      <VirtualList
        label="Mail and meetings"
        className="pt-2"
        rows={rows}
        total={total}
        activeKey={activeKey}
        selectedKey={selection?.kind === 'interaction' ? selection.id : null}
        onActiveChange={(row) => setActiveKey(row.key)}
        onChoose={(row) => openDetails({ kind: 'interaction', id: row.item.id })}
        onEndReached={onEndReached}
        renderRow={(row) => (
          <Row
            item={row.item}
            isActive={row.key === activeKey}
            isSelected={selection?.kind === 'interaction' && selection.id === row.key}
          />
        )}
      />
    </>
  )
}

function Row({ item, isActive, isSelected }: { item: TimelineItem; isActive: boolean; isSelected: boolean }) {
  const nowMs = useNow()
  const isSent = item.direction === 'outbound'
  const Icon = item.kind === 'meeting' ? CalendarDays : isSent ? ArrowUpRight : ArrowDownLeft
  return (
    <div className={rowLook({ isActive, isOpen: isSelected })}>
      <Icon
        aria-hidden
        size={15}
        className={clsx('shrink-0', item.kind === 'meeting' ? 'text-accent' : isSent ? 'text-good' : 'text-muted')}
      />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <span className="sr-only">{item.kind === 'meeting' ? 'Meeting: ' : isSent ? 'Sent: ' : 'Received: '}</span>
          {titleWords(item.title, item.kind)}
        </p>
        <p className="truncate text-muted">{item.snippet}</p>
      </div>
      <span className="shrink-0 text-sm text-muted tabular-nums">{formatShort(item.occurredAtMs, nowMs)}</span>
    </div>
  )
}
