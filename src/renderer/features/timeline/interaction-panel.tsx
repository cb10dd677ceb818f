// One message or meeting in full, in the details panel.
import { CalendarDays, MapPin, Paperclip } from 'lucide-react'
import type { InteractionDetail } from '../../../shared/views/timeline.ts'
import { client } from '../../lib/client.ts'
import { formatFull, formatTimeRange } from '../../lib/format-date.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { titleWords } from '../../lib/title-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelSection } from '../../ui/panel.tsx'
import { PersonChips } from '../../ui/person-chips.tsx'
import { shownLabels } from './label-words.ts'
import { MessageBody } from './message-body.tsx'
import { ThreadList } from './thread-list.tsx'

const topics = ['timeline', 'people'] as const
const load = (id: number) => client.call('timeline.get', { id })

/** `id` is the interaction's. */
export function InteractionPanel({ id }: { id: number }) {
  const { content, refresh } = useDetail(id, topics, load)
  return (
    <Panel
      kind={content.kind === 'ready' && content.value.kind === 'meeting' ? 'Meeting' : 'Message'}
      content={content}
      onRetry={() => void refresh()}
    >
      {(interaction) => <Interaction interaction={interaction} />}
    </Panel>
  )
}

function Interaction({ interaction }: { interaction: InteractionDetail }) {
  const { calendarEventId } = interaction
  return (
    <article className="selectable">
      <h2 className="text-lg leading-6 font-semibold tracking-[-0.01em]">{titleWords(interaction.title, interaction.kind)}</h2>
      <p className="mt-1 text-muted">{whenText(interaction)}</p>
      {interaction.location !== null && (
        <p className="mt-1 flex items-center gap-1.5 text-muted">
          <MapPin aria-hidden size={14} /> {interaction.location}
        </p>
      )}
      <dl className="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
        {interaction.from !== null && interaction.kind === 'email' && <PeopleLine term="From" people={[interaction.from]} />}
        <PeopleLine term="To" people={interaction.to} />
        <PeopleLine term="Cc" people={interaction.cc} />
        <PeopleLine term="With" people={interaction.attendees} />
      </dl>
      <div className="mt-3 flex flex-wrap gap-1 empty:hidden">
        {shownLabels(interaction.labels).map((label) => (
          <Badge key={label}>{label}</Badge>
        ))}
      </div>
      {calendarEventId !== null && (
        <Button
          size="small"
          className="mt-3"
          icon={<CalendarDays aria-hidden size={14} />}
          onClick={() => openDetails({ kind: 'event', id: calendarEventId })}
        >
          Show the event
        </Button>
      )}
      <MessageBody interaction={interaction} />
      {interaction.attachments.length > 0 && (
        <PanelSection title="Attachments">
          <ul className="space-y-1">
            {interaction.attachments.map((attachment, index) => (
              <li key={`${attachment.name}-${index}`} className="flex items-center gap-2">
                <Paperclip aria-hidden size={14} className="shrink-0 text-faint" />
                <span className="min-w-0 flex-1 truncate">{attachment.name}</span>
                <span className="text-sm text-muted tabular-nums">{formatBytes(attachment.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
      {interaction.thread.length > 1 && <ThreadList interaction={interaction} />}
    </article>
  )
}

function whenText({ occurredAtMs, endsAtMs, isAllDay }: InteractionDetail): string {
  if (isAllDay) return `${new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(occurredAtMs)}, all day`
  if (endsAtMs === null) return formatFull(occurredAtMs)
  return `${new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(occurredAtMs)}, ${formatTimeRange(occurredAtMs, endsAtMs)}`
}

function PeopleLine({ term, people }: { term: string; people: InteractionDetail['to'] }) {
  if (people.length === 0) return null
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd>
        <PersonChips people={people} />
      </dd>
    </>
  )
}
