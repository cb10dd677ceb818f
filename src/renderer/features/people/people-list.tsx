// Everyone in the address book, with when you last talked.
import { UserRound } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { openPerson } from '../../lib/navigation-store.ts'
import { bringBack } from '../../lib/undoable.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { peopleStore, type PeopleQuery } from './people-store.ts'
import { PersonRow } from './person-row.tsx'

const sorts: readonly { value: PeopleQuery['sort']; label: string }[] = [
  { value: 'recent', label: 'Last contact' },
  { value: 'strength', label: 'Strength' },
  { value: 'name', label: 'Name' },
]

const statuses: readonly { value: PeopleQuery['status']; label: string }[] = [
  { value: 'active', label: 'Address book' },
  { value: 'dismissed', label: 'Dismissed' },
  { value: 'hidden', label: 'Hidden' },
]

const rowHeight = 60

/** @see peopleStore */
export function PeopleList() {
  const { query, setQuery } = useStore(peopleStore)
  return (
    <>
      <div className="flex items-center gap-2 px-6 py-3">
        <SearchField
          label="Filter people"
          placeholder="Filter by name, address or organization"
          value={query.text}
          onChange={(event) => void setQuery({ ...query, text: event.target.value })}
          className="max-w-80 flex-1"
        />
        <div className="ml-auto flex gap-2">
          <Select
            label="Show"
            value={query.status}
            options={statuses}
            onChange={(status) => void setQuery({ ...query, status })}
          />
          <Select label="Sort by" value={query.sort} options={sorts} onChange={(sort) => void setQuery({ ...query, sort })} />
        </div>
      </div>
      <Rows />
    </>
  )
}

function Rows() {
  const { items, total, phase, error, query, refresh, loadMore } = useStore(peopleStore)
  const [activeKey, setActiveKey] = useState<string | number | null>(null)
  const rows = useMemo(
    () => items.map((person, index) => ({ key: person.id, height: rowHeight, position: index + 1, person })),
    [items],
  )
  const onEndReached = useCallback(() => void loadMore(), [loadMore])

  if (items.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading people" />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
    return (
      <EmptyState icon={<UserRound size={20} />} title={query.text === '' ? 'Nobody here yet' : `Nobody matches “${query.text}”`}>
        {query.status === 'active'
          ? 'People appear here once you have met or written to each other. Look at the suggestions, too.'
          : 'Whoever you dismiss or hide is kept here.'}
      </EmptyState>
    )
  }
  return (
    <>
      {error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      <VirtualList
        label="People"
        rows={rows}
        total={total}
        activeKey={activeKey}
        selectedKey={null}
        onActiveChange={(row) => setActiveKey(row.key)}
        onChoose={(row) => openPerson(row.person.id)}
        onEndReached={onEndReached}
        onKey={({ key }) => {
          const person = items.find(({ id }) => id === activeKey)
          if (key === 'b' && person !== undefined && person.hiddenReason !== null) void bringBack(person)
        }}
        renderRow={(row) => <PersonRow person={row.person} isActive={row.key === activeKey} />}
      />
    </>
  )
}
