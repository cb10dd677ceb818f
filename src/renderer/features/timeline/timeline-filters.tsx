// What the stream is narrowed to: kind, account, and whether newsletters are in it.
import { useStore } from 'zustand'
import type { TimelineFilter } from '../../../shared/views/timeline.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { timelineStore } from './timeline-store.ts'

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'email', label: 'Mail' },
  { value: 'meeting', label: 'Meetings' },
] as const

/** @see timelineStore */
export function TimelineFilters() {
  const { query, setQuery } = useStore(timelineStore)
  const accounts = useStatus()?.accounts ?? []
  const narrow = (change: Partial<TimelineFilter>, ...without: readonly (keyof TimelineFilter)[]): void => {
    const next: TimelineFilter = { ...query, ...change }
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
      <div className="flex h-8 items-center gap-2 pl-1 text-muted">
        <span id="include-bulk">Newsletters</span>
        <Switch labelledBy="include-bulk" isOn={query.includeBulk ?? false} onChange={(includeBulk) => narrow({ includeBulk })} />
      </div>
    </>
  )
}
