// The newest mail from people, without newsletters.
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import { useStore } from 'zustand'
import type { TimelineItem } from '../../../shared/views/timeline.ts'
import { formatShort } from '../../lib/format-date.ts'
import { openDetails, openScreen } from '../../lib/navigation-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { SectionHead } from './section-head.tsx'
import { todayStore } from './today-store.ts'

/** @see todayStore */
export function RecentMessages() {
  const { recent, refresh } = useStore(todayStore)
  const items = recent.kind === 'loading' ? null : recent.value
  return (
    <section aria-labelledby="today-recent">
      <SectionHead id="today-recent" title="Recent messages">
        <Button size="small" look="ghost" className="-mr-2.5" onClick={() => openScreen('timeline')}>
          Show all
        </Button>
      </SectionHead>
      {recent.kind === 'loading' && <Skeleton className="h-60 rounded-lg" />}
      {recent.kind === 'error' && items === null && <ErrorState error={recent.error} onRetry={() => void refresh()} />}
      {items?.length === 0 && <p className="text-muted">No mail has been read yet.</p>}
      <ul className="-mx-2">
        {items?.map((item) => (
          <li key={item.id}>
            <Message item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Message({ item }: { item: TimelineItem }) {
  const nowMs = useNow()
  const isSent = item.direction === 'outbound'
  const Icon = isSent ? ArrowUpRight : ArrowDownLeft
  return (
    <button
      type="button"
      onClick={() => openDetails({ kind: 'interaction', id: item.id })}
      className="flex w-full items-start gap-2.5 rounded-md px-2 py-2 text-left hover:bg-hover"
    >
      <Icon aria-hidden size={14} className={isSent ? 'mt-0.75 shrink-0 text-good' : 'mt-0.75 shrink-0 text-muted'} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-3">
          <span className="sr-only">{isSent ? 'Sent to' : 'From'}</span>
          <span className="min-w-0 flex-1 truncate font-medium">{item.people[0]?.name ?? 'Unknown sender'}</span>
          <span className="shrink-0 text-sm text-muted tabular-nums">{formatShort(item.occurredAtMs, nowMs)}</span>
        </span>
        <span className="block truncate text-muted">{item.title === '' ? item.snippet : item.title}</span>
      </span>
    </button>
  )
}
