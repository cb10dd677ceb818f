// Chooses one person out of all, by name or address.
import { useEffect, useState } from 'react'
import type { Person } from '../../shared/views/people.ts'
import { client } from '../lib/client.ts'
import { Avatar } from './avatar.tsx'
import { CommandList } from './command-list.tsx'
import { BareDialog } from './dialog.tsx'

interface PersonPickerProps {
  /** What the choice is for. */
  label: string
  isOpen: boolean
  onClose: () => void
  onPerson: (person: Person) => void
  /** Somebody who is not offered. */
  exceptId?: number
}

const mostShown = 8

/** A palette of people: those last in contact, and from the first letter on those who match. */
export function PersonPicker({ isOpen, onClose, ...rest }: PersonPickerProps) {
  return (
    <BareDialog isOpen={isOpen} onClose={onClose} label={rest.label}>
      {isOpen && <Choice onClose={onClose} {...rest} />}
    </BareDialog>
  )
}

function Choice({ label, onClose, onPerson, exceptId }: Omit<PersonPickerProps, 'isOpen'>) {
  const [text, setText] = useState('')
  const [people, setPeople] = useState<readonly Person[] | null>(null)
  useEffect(() => {
    let isOld = false
    const query = { text, status: 'active', sort: 'recent', cursor: null, limit: mostShown + 1 } as const
    void client.call('people.page', query).then((answer) => {
      if (!isOld) setPeople(answer.ok ? answer.value.items : [])
    })
    return () => {
      isOld = true
    }
  }, [text])
  const commands = (people ?? [])
    .filter(({ id }) => id !== exceptId)
    .slice(0, mostShown)
    .map((person) => ({
      id: String(person.id),
      label: person.name,
      note: person.primaryAddress ?? '',
      icon: <Avatar name={person.name} size="small" />,
      run: () => onPerson(person),
    }))
  return (
    <CommandList
      label={label}
      text={text}
      onTextChange={setText}
      groups={[{ title: 'People', isAlwaysShown: true, commands }]}
      emptyText={people === null ? 'Looking…' : 'Nobody by that name'}
      onRun={(run) => {
        onClose()
        run()
      }}
    />
  )
}
