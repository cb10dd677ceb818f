// One event in full, in the details panel: when, where, and the people in it.
import { Cake, CircleCheck, CircleHelp, CircleX, Clock, ExternalLink, MapPin, Repeat, Video, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CalendarEventDetail } from '../../../shared/views/calendar.ts'
import { openExternal } from '../../lib/actions.ts'
import { client } from '../../lib/client.ts'
import { formatFull, formatPlainDate, formatTimeRange } from '../../lib/format-date.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { titleWords } from '../../lib/title-words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { recurrenceWords } from './recurrence-words.ts'
import { Panel, PanelSection } from '../../ui/panel.tsx'
import { PersonChip } from '../../ui/person-chips.tsx'

const topics = ['calendar', 'people'] as const
const load = (id: number) => client.call('calendar.getEvent', { id })

/** `id` is the calendar event's. */
export function EventPanel({ id }: { id: number }) {
  const { content, refresh } = useDetail(id, topics, load)
  return (
    <Panel kind="Event" content={content} onRetry={() => void refresh()}>
      {(event) => <Event event={event} />}
    </Panel>
  )
}

function Event({ event }: { event: CalendarEventDetail }) {
  const { conferenceUrl, sourceUrl } = event
  return (
    <article className="selectable">
      <div className="flex gap-3">
        <span aria-hidden className="mt-1 w-1 shrink-0 self-stretch rounded-full" style={{ backgroundColor: event.color }} />
        <div className="min-w-0">
          <h2 className="text-lg leading-6 font-semibold tracking-[-0.01em]">{titleWords(event.title, 'meeting')}</h2>
          <p className="text-muted">{event.calendarNames.join(', ')}</p>
        </div>
      </div>
      {event.ownResponse === 'declined' && event.status !== 'cancelled' && (
        <div className="mt-2">
          <Badge tone="neutral">You declined</Badge>
        </div>
      )}
      {event.status !== 'confirmed' && (
        <div className="mt-2">
          <Badge tone={event.status === 'cancelled' ? 'bad' : 'warning'}>
            {event.status === 'cancelled' ? 'Cancelled' : 'Tentative'}
          </Badge>
        </div>
      )}
      <ul className="mt-4 space-y-2">
        <Fact icon={event.eventType === 'birthday' ? Cake : Clock}>
          {whenText(event)}
          {event.timeZone !== null && (
            <span className="block text-sm text-muted">Made in {event.timeZone.replaceAll('_', ' ')}</span>
          )}
        </Fact>
        {event.isRecurring && <Fact icon={Repeat}>{recurrenceWords(event.recurrenceText)}</Fact>}
        {event.location !== null && <Fact icon={MapPin}>{event.location}</Fact>}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        {conferenceUrl !== null && (
          <Button
            size="small"
            look="primary"
            icon={<Video aria-hidden size={14} />}
            onClick={() => void openExternal(conferenceUrl)}
          >
            Join call
          </Button>
        )}
        {sourceUrl !== null && (
          <Button size="small" icon={<ExternalLink aria-hidden size={14} />} onClick={() => void openExternal(sourceUrl)}>
            Open in Google Calendar
          </Button>
        )}
      </div>
      {event.attendees.length > 0 && <Attendees event={event} />}
      {event.description !== null && event.description.trim() !== '' && (
        <PanelSection title="Description">
          <p className="leading-[1.55] break-words whitespace-pre-wrap">{event.description.trim()}</p>
        </PanelSection>
      )}
    </article>
  )
}

const responses: Record<CalendarEventDetail['attendees'][number]['response'], { icon: LucideIcon; word: string; look: string }> =
  {
    accepted: { icon: CircleCheck, word: 'accepted', look: 'text-good' },
    declined: { icon: CircleX, word: 'declined', look: 'text-bad' },
    tentative: { icon: CircleHelp, word: 'maybe', look: 'text-warning' },
    needsAction: { icon: CircleHelp, word: 'has not answered', look: 'text-faint' },
    unknown: { icon: CircleHelp, word: 'answer unknown', look: 'text-faint' },
  }

function Attendees({ event }: { event: CalendarEventDetail }) {
  return (
    <PanelSection title={`People · ${event.attendees.length}`}>
      <ul className="space-y-1.5">
        {event.attendees.map((attendee, index) => {
          const { icon: Icon, word, look } = responses[attendee.response]
          const isOrganizer = event.organizer?.address !== null && attendee.address === event.organizer?.address
          return (
            <li key={`${attendee.address ?? attendee.name}-${index}`} className="flex items-center gap-2.5">
              <Avatar name={attendee.name} size="small" />
              <span className="min-w-0 flex-1 truncate">
                <PersonChip person={attendee} />
                {isOrganizer && <span className="text-sm text-muted"> · organizer</span>}
              </span>
              <Icon aria-label={word} size={15} className={look} />
            </li>
          )
        })}
      </ul>
    </PanelSection>
  )
}

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <Icon aria-hidden size={15} className="mt-0.5 shrink-0 text-faint" />
      <div className="min-w-0">{children}</div>
    </li>
  )
}

function whenText({ isAllDay, startDate, endDate, startMs, endMs }: CalendarEventDetail): string {
  if (!isAllDay || startDate === null) {
    const isOneDay = new Date(startMs).toDateString() === new Date(endMs).toDateString()
    if (!isOneDay) return `${formatFull(startMs)} – ${formatFull(endMs)}`
    return `${new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(startMs)}, ${formatTimeRange(startMs, endMs)}`
  }
  const lastDate =
    endDate === null ? startDate : new Date(Date.parse(`${endDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return lastDate === startDate ? formatPlainDate(startDate) : `${formatPlainDate(startDate)} – ${formatPlainDate(lastDate)}`
}
