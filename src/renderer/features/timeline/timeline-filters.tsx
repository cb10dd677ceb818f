// What the stream is narrowed to: kind, person, days, account, and whether newsletters are in it.
import { UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useStatus } from '../../lib/status-store.ts'
import { Button } from '../../ui/button.tsx'
import { PersonPicker } from '../../ui/person-picker.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { timelineStore, type TimelineQuery } from './timeline-store.ts'

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'email', label: 'Mail' },
  { value: 'meeting', label: 'Meetings' },
] as const

/** @see timelineStore */
export function TimelineFilters() {
  const { query, setQuery } = useStore(timelineStore)
  const accounts = useStatus()?.accounts ?? []
  const narrow = (change: Partial<TimelineQuery>, ...without: readonly (keyof TimelineQuery)[]): void => {
    const next: TimelineQuery = { ...query, ...change }
    for (const key of without) delete next[key]
    void setQuery(next)
  }
  return (
    <>
      <Segmented
        label="Kind"
        value={query.kind ?? 'all'}
        options={kinds}
        onChange={(kind) => (kind === 'all' ? narrow({}, 'kind') : narrow({ kind }))}
      />
      {accounts.length > 1 && (
        <Select
          label="Account"
          value={query.accountId ?? 'all'}
          options={[
            { value: 'all', label: 'All accounts' },
            ...accounts.map((account) => ({ value: account.id, label: account.displayName })),
          ]}
          onChange={(accountId) => (accountId === 'all' ? narrow({}, 'accountId') : narrow({ accountId }))}
        />
      )}
      <PersonFilter person={query.person} onPerson={(person) => (person === null ? narrow({}, 'person') : narrow({ person }))} />
      <div className="flex gap-2">
        <DayField
          label="From"
          day={query.fromDay}
          onDay={(fromDay) => (fromDay === '' ? narrow({}, 'fromDay') : narrow({ fromDay }))}
        />
        <DayField
          label="Until"
          day={query.untilDay}
          onDay={(untilDay) => (untilDay === '' ? narrow({}, 'untilDay') : narrow({ untilDay }))}
        />
      </div>
      <div className="flex h-8 items-center gap-2 text-muted">
        <span id="include-bulk">Newsletters</span>
        <Switch labelledBy="include-bulk" isOn={query.includeBulk ?? false} onChange={(includeBulk) => narrow({ includeBulk })} />
      </div>
    </>
  )
}

function PersonFilter({
  person,
  onPerson,
}: {
  person: TimelineQuery['person']
  onPerson: (person: { id: number; name: string } | null) => void
}) {
  const [isChoosing, setIsChoosing] = useState(false)
  return (
    <>
      {person === undefined ? (
        <Button icon={<UserRound aria-hidden size={14} />} onClick={() => setIsChoosing(true)}>
          Anyone
        </Button>
      ) : (
        <Button aria-label={`Not only ${person.name}`} icon={<X aria-hidden size={14} />} onClick={() => onPerson(null)}>
          <span className="max-w-40 truncate">{person.name}</span>
        </Button>
      )}
      <PersonPicker
        label="Show only mail and meetings with"
        isOpen={isChoosing}
        onClose={() => setIsChoosing(false)}
        onPerson={({ id, name }) => onPerson({ id, name })}
      />
    </>
  )
}

/** `onDay` is given `YYYY-MM-DD`, or nothing when the day was taken away. */
function DayField({ label, day, onDay }: { label: string; day: string | undefined; onDay: (day: string) => void }) {
  return (
    <label className="flex h-8 items-center gap-1.5 text-muted">
      {label}
      <input
        type="date"
        value={day ?? ''}
        onChange={(event) => onDay(event.target.value)}
        className="h-8 w-32 rounded-md border border-line-strong bg-raised px-2 text-ink shadow-low focus-visible:border-accent"
      />
    </label>
  )
}
