// A box to type in over a list of commands that narrows as you type.
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keys } from './keys.tsx'

/** A titled group. `isAlwaysShown` keeps its commands whatever is typed, because they are already an answer. */
export interface CommandGroup {
  title: string
  isAlwaysShown?: boolean
  commands: readonly {
    id: string
    label: string
    note?: string
    icon: ReactNode
    shortcut?: string
    run: () => void
  }[]
}

interface CommandListProps {
  label: string
  text: string
  onTextChange: (text: string) => void
  groups: readonly CommandGroup[]
  emptyText: string
  onRun: (run: () => void) => void
}

/** @see CommandGroup */
export function CommandList({ label, text, onTextChange, groups, emptyText, onRun }: CommandListProps) {
  const wanted = text.trim().toLocaleLowerCase()
  const shown = groups
    .map((group) => ({
      ...group,
      commands:
        group.isAlwaysShown === true
          ? group.commands
          : group.commands.filter((command) => command.label.toLocaleLowerCase().includes(wanted)),
    }))
    .filter((group) => group.commands.length > 0)
  return (
    <Command label={label} shouldFilter={false} loop>
      <div className="flex h-13 items-center gap-3 border-b border-line px-4">
        <Search aria-hidden size={17} className="text-faint" />
        <Command.Input
          autoFocus
          value={text}
          onValueChange={onTextChange}
          placeholder={label}
          className="h-full flex-1 bg-transparent text-lg focus-visible:outline-none"
        />
      </div>
      <Command.List label="Commands" className="max-h-[54vh] overflow-y-auto p-2">
        <Command.Empty className="p-6 text-center text-muted">{emptyText}</Command.Empty>
        {shown.map((group) => (
          <Command.Group
            key={group.title}
            heading={group.title}
            className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:text-sm **:[[cmdk-group-heading]]:text-muted"
          >
            {group.commands.map((command) => (
              <Command.Item
                key={command.id}
                value={command.id}
                onSelect={() => onRun(command.run)}
                className="flex h-9 items-center gap-3 rounded-md px-2.5 text-ink data-[selected=true]:bg-accent-soft"
              >
                <span className="text-muted">{command.icon}</span>
                <span className="truncate">{command.label}</span>
                {command.note !== undefined && <span className="min-w-0 flex-1 truncate text-muted">{command.note}</span>}
                {command.shortcut !== undefined && (
                  <span className="ml-auto">
                    <Keys keys={command.shortcut} />
                  </span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
