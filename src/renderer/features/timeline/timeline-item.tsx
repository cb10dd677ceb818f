// One row of the timeline: who, what, which way, when.
import clsx from 'clsx'
import { ArrowDownLeft, ArrowUpRight, CalendarDays, Paperclip, Repeat2, type LucideIcon } from 'lucide-react'
import type { TimelineItem } from '../../../shared/views/timeline.ts'
import { formatFull, formatTime } from '../../lib/format-date.ts'
import { titleWords } from '../../lib/title-words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { rowLook } from '../../ui/row-look.ts'

/** How a row says which way it went. */
function directionOf(item: Pick<TimelineItem, 'kind' | 'direction'>): { icon: LucideIcon; word: string; look: string } {
  if (item.kind === 'meeting') return { icon: CalendarDays, word: 'Meeting', look: 'text-accent' }
  if (item.direction === 'outbound') return { icon: ArrowUpRight, word: 'Sent', look: 'text-good' }
  if (item.direction === 'internal') return { icon: Repeat2, word: 'To yourself', look: 'text-faint' }
  return { icon: ArrowDownLeft, word: 'Received', look: 'text-muted' }
}

/** Where nobody is named; a meeting has no direction. */
const nobodyNames = { inbound: 'Unknown sender', outbound: 'No recipients', internal: 'Just you', none: 'Just you' } as const

/** "Ada Lovelace, Grace Hopper + 3" */
function peopleLine(item: Pick<TimelineItem, 'people' | 'peopleCount' | 'direction'>): string {
  const names = item.people.slice(0, 2).map((person) => person.name)
  const more = item.peopleCount - names.length
  if (names.length === 0) return nobodyNames[item.direction]
  return more > 0 ? `${names.join(', ')} + ${more}` : names.join(', ')
}

/** The inside of an option; its height is given by the row. */
export function TimelineItemRow({ item, isActive, isSelected }: { item: TimelineItem; isActive: boolean; isSelected: boolean }) {
  const { icon: Icon, word, look } = directionOf(item)
  const who = peopleLine(item)
  return (
    <div className={rowLook({ isActive, isOpen: isSelected })}>
      <Avatar name={item.people[0]?.name ?? item.title} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <Icon aria-hidden size={14} className={clsx('shrink-0', look)} />
          <span className="sr-only">{word}, </span>
          <span className="max-w-[40%] shrink-0 truncate text-muted">{who}</span>
          <span className="min-w-0 truncate font-medium">{titleWords(item.title, item.kind)}</span>
          {item.hasAttachments && <Paperclip aria-label="with attachments" size={13} className="shrink-0 text-faint" />}
        </div>
        <p className="truncate text-muted">{item.snippet}</p>
      </div>
      <span className="shrink-0 text-sm text-muted tabular-nums">
        <span className="sr-only">{formatFull(item.occurredAtMs)}</span>
        <span aria-hidden>{item.isAllDay ? 'All day' : formatTime(item.occurredAtMs)}</span>
      </span>
    </div>
  )
}
