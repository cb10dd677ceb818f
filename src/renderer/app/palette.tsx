// The command palette: go anywhere, do anything, find anyone, without the mouse.
import { CalendarDays, Mail, User } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { SearchHit } from '../../shared/views/search.ts'
import { createSearchStore } from '../features/search/search-store.ts'
import { client } from '../lib/client.ts'
import { openDetails, openPerson } from '../lib/navigation-store.ts'
import { useStatus } from '../lib/status-store.ts'
import { titleWords } from '../lib/title-words.ts'
import { CommandList, type CommandGroup } from '../ui/command-list.tsx'
import { BareDialog } from '../ui/dialog.tsx'
import { withoutMarks } from '../ui/highlighted.tsx'
import { paletteCommands } from './palette-commands.tsx'

const mostHits = 8
const hitIcons = { email: Mail, meeting: CalendarDays, person: User } as const

/** Opened with Ctrl/Cmd+K. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <BareDialog isOpen={isOpen} onClose={onClose} label="Command palette">
      {isOpen && <PaletteContent onClose={onClose} />}
    </BareDialog>
  )
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const store = useMemo(() => createSearchStore(client), [])
  const { text, answer, isSearching, type } = useStore(store)
  const isPaused = useStatus()?.pill.kind === 'paused'
  useEffect(() => () => store.getState().type(''), [store])

  const groups: CommandGroup[] = [...paletteCommands(isPaused)]
  const hits = answer?.hits.slice(0, mostHits) ?? []
  if (hits.length > 0) groups.push({ title: 'Found', isAlwaysShown: true, commands: hits.map(hitCommand) })
  return (
    <CommandList
      label="Search people, mail and meetings, or run a command"
      text={text}
      onTextChange={type}
      groups={groups}
      emptyText={isSearching ? 'Searching…' : 'Nothing found'}
      onRun={(run) => {
        onClose()
        run()
      }}
    />
  )
}

function hitCommand(hit: SearchHit): CommandGroup['commands'][number] {
  const Icon = hitIcons[hit.kind]
  return {
    id: `${hit.kind}-${hit.id}`,
    label: withoutMarks(titleWords(hit.title, hit.kind)),
    note: hit.people.join(', '),
    icon: <Icon aria-hidden size={15} />,
    run: () => (hit.kind === 'person' ? openPerson(hit.id) : openDetails({ kind: 'interaction', id: hit.id })),
  }
}
