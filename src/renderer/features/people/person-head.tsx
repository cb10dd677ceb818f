// The head of a person's page: name, place, and the relationship in figures.
import { Briefcase, Building2, Mail, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PersonDetail } from '../../../shared/views/people.ts'
import { act, openExternal } from '../../lib/actions.ts'
import { formatMedium, formatRelative } from '../../lib/format-date.ts'
import { formatCount } from '../../lib/format-number.ts'
import { offerUndo } from '../../lib/undoable.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { EditableText } from '../../ui/editable-text.tsx'
import { StrengthMeter, strengthWord } from '../../ui/strength-meter.tsx'

const longest = 200

/** Name, title and organization are edited where they stand. @see PersonDetail */
export function PersonHead({ person }: { person: PersonDetail }) {
  const nowMs = useNow()
  const { primaryAddress, lastInteractionAtMs, firstInteractionAtMs, nextMeetingAtMs } = person
  const save = async (change: { name: string } | { title: string } | { organization: string }): Promise<void> => {
    const answer = await act('people.update', { id: person.id, ...change })
    if (answer !== null && answer.undoId !== null) offerUndo('Saved', answer.undoId)
  }
  return (
    <header className="selectable flex shrink-0 flex-wrap items-start gap-4 px-6 pb-4">
      <Avatar name={person.name} size="large" />
      <div className="min-w-60 flex-1">
        <h1 className="text-xl font-semibold tracking-[-0.015em]">
          <EditableText
            label="Name"
            value={person.name}
            placeholder="No name"
            isRequired
            maxLength={longest}
            onSave={(name) => void save({ name })}
          />
        </h1>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-muted">
          <Line icon={<Briefcase size={14} />}>
            <EditableText
              label="Title"
              value={person.title ?? ''}
              placeholder="Add a title"
              maxLength={longest}
              onSave={(title) => void save({ title })}
            />
          </Line>
          <Line icon={<Building2 size={14} />}>
            <EditableText
              label="Organization"
              value={person.organization ?? ''}
              placeholder="Add an organization"
              maxLength={longest}
              onSave={(organization) => void save({ organization })}
            />
          </Line>
          {primaryAddress !== null && (
            <Line icon={<Mail size={14} />}>
              <button
                type="button"
                onClick={() => void openExternal(`mailto:${primaryAddress}`)}
                className="rounded-sm hover:text-ink hover:underline"
              >
                {primaryAddress}
              </button>
            </Line>
          )}
          {person.phone !== null && <Line icon={<Phone size={14} />}>{person.phone}</Line>}
        </ul>
      </div>
      <dl className="flex flex-wrap gap-x-7 gap-y-2">
        <Figure term="Relationship">
          <span className="inline-flex items-baseline gap-2">
            <StrengthMeter strength={person.strength} /> {strengthWord(person.strength)}
          </span>
        </Figure>
        <Figure term="Last contact" title={lastInteractionAtMs}>
          {lastInteractionAtMs === null ? 'never' : formatRelative(lastInteractionAtMs, nowMs)}
        </Figure>
        {nextMeetingAtMs !== null && (
          <Figure term="Next meeting" title={nextMeetingAtMs}>
            {formatRelative(nextMeetingAtMs, nowMs)}
          </Figure>
        )}
        <Figure term="Known since" title={firstInteractionAtMs}>
          {firstInteractionAtMs === null ? 'not yet' : formatRelative(firstInteractionAtMs, nowMs)}
        </Figure>
        <Figure term="Sent / received">
          {formatCount(person.sentCount)} / {formatCount(person.receivedCount)}
        </Figure>
      </dl>
    </header>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <span aria-hidden className="text-faint">
        {icon}
      </span>
      {children}
    </li>
  )
}

function Figure({ term, title = null, children }: { term: string; title?: number | null; children: ReactNode }) {
  return (
    <div title={title === null ? undefined : formatMedium(title)}>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  )
}
