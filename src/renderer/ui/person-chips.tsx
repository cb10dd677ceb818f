// Names that lead to the person's page; long lists fold.
import { useState } from 'react'
import type { PersonRef } from '../../shared/views/common.ts'
import { openPerson } from '../lib/navigation-store.ts'

const shownAtFirst = 6

/** Someone who is not a contact yet is only a name. */
export function PersonChips({ people }: { people: readonly PersonRef[] }) {
  const [isOpen, setIsOpen] = useState(people.length <= shownAtFirst + 1)
  const shown = isOpen ? people : people.slice(0, shownAtFirst)
  return (
    <ul className="flex flex-wrap gap-x-1 gap-y-0.5">
      {shown.map((person, index) => (
        <li key={`${person.address ?? person.name}-${index}`} className="max-w-full">
          <PersonChip person={person} />
          {index < shown.length - 1 && ','}
        </li>
      ))}
      {!isOpen && (
        <li>
          <button type="button" onClick={() => setIsOpen(true)} className="text-accent hover:underline">
            {people.length - shownAtFirst} more
          </button>
        </li>
      )}
    </ul>
  )
}

/** One name. */
export function PersonChip({ person }: { person: PersonRef }) {
  const { contactId } = person
  const name = person.isSelf ? 'you' : person.name
  if (contactId === null || person.isSelf) return <span title={person.address ?? undefined}>{name}</span>
  return (
    <button
      type="button"
      title={person.address ?? undefined}
      onClick={() => openPerson(contactId)}
      className="max-w-full truncate rounded-sm text-accent hover:underline"
    >
      {name}
    </button>
  )
}
