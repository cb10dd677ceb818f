// What can be done about a person as a whole: merging them with somebody, and bringing them back.
import { GitMerge, UserCheck } from 'lucide-react'
import { useState } from 'react'
import type { Person, PersonDetail } from '../../../shared/views/people.ts'
import { act } from '../../lib/actions.ts'
import { bringBack, offerUndo } from '../../lib/undoable.ts'
import { Button } from '../../ui/button.tsx'
import { PersonPicker } from '../../ui/person-picker.tsx'

/** @see PersonDetail */
export function PersonTools({ person }: { person: PersonDetail }) {
  const [isChoosing, setIsChoosing] = useState(false)
  const isAway = person.status === 'dismissed' || person.status === 'hidden'
  const merge = async (other: Person): Promise<void> => {
    const answer = await act('people.merge', { fromId: other.id, intoId: person.id })
    if (answer !== null) offerUndo(`${other.name} and ${person.name} are one person now`, answer.undoId)
  }
  return (
    <>
      {isAway && <p className="min-w-0 truncate text-muted">{person.hiddenReason}</p>}
      {isAway && (
        <Button icon={<UserCheck aria-hidden size={14} />} onClick={() => void bringBack(person)}>
          Bring back
        </Button>
      )}
      <Button look="ghost" icon={<GitMerge aria-hidden size={14} />} onClick={() => setIsChoosing(true)}>
        Merge with…
      </Button>
      <PersonPicker
        label={`Who is the same person as ${person.name}?`}
        isOpen={isChoosing}
        exceptId={person.id}
        onClose={() => setIsChoosing(false)}
        onPerson={(other) => void merge(other)}
      />
    </>
  )
}
