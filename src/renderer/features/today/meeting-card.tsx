// One meeting of the day, and for each person in it when you last talked, about what, and whose turn it is.
import clsx from 'clsx'
import { ArrowDownLeft, ArrowUpRight, MapPin, Video } from 'lucide-react'
import type { CalendarEventDetail } from '../../../shared/views/calendar.ts'
import type { Person, RecentTalk } from '../../../shared/views/people.ts'
import { openExternal } from '../../lib/actions.ts'
import { formatRelative, formatShort, formatTime } from '../../lib/format-date.ts'
import { openDetails, openPerson } from '../../lib/navigation-store.ts'
import { titleWords } from '../../lib/title-words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import type { TodayMeeting } from './today-store.ts'

const shownPeople = 4

/** Past meetings step back; the running one stands out. */
export function MeetingCard({ meeting, nowMs }: { meeting: TodayMeeting; nowMs: number }) {
  const { event } = meeting
  const isPast = event.endMs <= nowMs
  const isNow = event.startMs <= nowMs && !isPast
  const others = event.attendees.filter((attendee) => !attendee.isSelf)
  const { conferenceUrl } = event
  return (
    <article
      className={clsx(
        'flex gap-4 rounded-lg border p-4',
        isNow ? 'border-accent-line bg-accent-soft' : 'border-line bg-raised shadow-low',
      )}
    >
      <div className="w-16 shrink-0 tabular-nums">
        <p className={clsx('font-semibold', isPast && 'text-muted')}>{formatTime(event.startMs)}</p>
        <p className="text-sm text-muted">{formatTime(event.endMs)}</p>
      </div>
      <span aria-hidden className="w-1 shrink-0 self-stretch rounded-full" style={{ backgroundColor: event.color }} />
      <div className="min-w-0 flex-1">
        <div className="flex items-start gap-2">
          <h3 className="min-w-0 flex-1">
            <button
              type="button"
              onClick={() => openDetails({ kind: 'event', id: event.id })}
              className={clsx(
                'max-w-full truncate rounded-sm text-left text-md font-semibold hover:underline',
                isPast && 'text-muted',
              )}
            >
              {titleWords(event.title, 'meeting')}
            </button>
          </h3>
          {isNow && <Badge tone="strong">Now</Badge>}
          {conferenceUrl !== null && !isPast && (
            <Button size="small" icon={<Video aria-hidden size={13} />} onClick={() => void openExternal(conferenceUrl)}>
              Join
            </Button>
          )}
        </div>
        {event.location !== null && (
          <p className="flex items-center gap-1.5 text-muted">
            <MapPin aria-hidden size={13} className="shrink-0" /> <span className="truncate">{event.location}</span>
          </p>
        )}
        {others.length > 0 && (
          <ul className="mt-2.5 space-y-1.5">
            {others.slice(0, shownPeople).map((attendee, index) => (
              <Attendee
                key={attendee.address ?? index}
                attendee={attendee}
                person={attendee.contactId === null ? undefined : meeting.people.get(attendee.contactId)}
                messages={isPast ? [] : ((attendee.contactId === null ? undefined : meeting.talk.get(attendee.contactId)) ?? [])}
                nowMs={nowMs}
              />
            ))}
            {others.length > shownPeople && <li className="text-sm text-muted">and {others.length - shownPeople} more</li>}
          </ul>
        )}
      </div>
    </article>
  )
}

function Attendee(props: {
  attendee: CalendarEventDetail['attendees'][number]
  person: Person | undefined
  messages: RecentTalk['messages']
  nowMs: number
}) {
  const { attendee, person, messages, nowMs } = props
  return (
    <li>
      <div className="flex items-center gap-2.5">
        <Avatar name={attendee.name} size="small" />
        {person === undefined ? (
          <span className="truncate">{attendee.name}</span>
        ) : (
          <button type="button" onClick={() => openPerson(person.id)} className="min-h-6 truncate rounded-sm hover:underline">
            {person.name}
          </button>
        )}
        <span className="ml-auto shrink-0 text-sm text-muted tabular-nums">{lastTalk(person, nowMs)}</span>
      </div>
      {messages.length > 0 && <Talk name={person?.name ?? attendee.name} messages={messages} nowMs={nowMs} />}
    </li>
  )
}

const waitWords = { you: 'Waits for you', them: 'Waits for them' } as const

/** The last messages, and whose turn it is. */
function Talk({ name, messages, nowMs }: { name: string; messages: RecentTalk['messages']; nowMs: number }) {
  return (
    <ul aria-label={`Last messages with ${name}`} className="mt-0.5 mb-2 ml-3 border-l border-line pl-4.5 text-sm">
      {messages.map(({ id, title, occurredAtMs, isFromMe, waitsFor }) => {
        const Icon = isFromMe ? ArrowUpRight : ArrowDownLeft
        return (
          <li key={id}>
            <button
              type="button"
              onClick={() => openDetails({ kind: 'interaction', id })}
              className="flex min-h-6 w-full items-center gap-2 rounded-sm text-left text-muted hover:text-ink"
            >
              <Icon aria-hidden size={12} className={clsx('shrink-0', isFromMe && 'text-good')} />
              <span className="sr-only">{isFromMe ? 'You wrote: ' : 'They wrote: '}</span>
              <span className="min-w-0 flex-1 truncate">{titleWords(title, 'email')}</span>
              {waitsFor !== null && <Badge tone={waitsFor === 'you' ? 'strong' : 'neutral'}>{waitWords[waitsFor]}</Badge>}
              <span className="shrink-0 tabular-nums">{formatShort(occurredAtMs, nowMs)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function lastTalk(person: Person | undefined, nowMs: number): string {
  const lastMs = person?.lastInteractionAtMs ?? null
  if (lastMs === null || lastMs > nowMs) return person === undefined ? '' : 'first contact'
  return `last talked ${formatRelative(lastMs, nowMs)}`
}
