// One person: who they are, how you know that, and everything between you.
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { PersonDetail } from '../../../shared/views/people.ts'
import { client } from '../../lib/client.ts'
import { openScreen } from '../../lib/navigation-store.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { IdentityCard } from './identity-card.tsx'
import { InsightCard } from './insight-card.tsx'
import { NotesCard } from './notes-card.tsx'
import { PersonHead } from './person-head.tsx'
import { PersonTools } from './person-tools.tsx'
import { PersonTimeline } from './person-timeline.tsx'

const topics = ['people', 'insights'] as const
const load = (id: number) => client.call('people.get', { id })

/** Must be keyed by `id`. */
export function PersonPage({ id }: { id: number }) {
  const { content, refresh } = useDetail(id, topics, load)
  const person = content.kind === 'loading' ? null : content.value
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center px-4">
        <IconButton label="Back to everyone" icon={<ArrowLeft size={16} />} onClick={() => openScreen('people')} />
        <div className="ml-auto flex min-w-0 items-center gap-2">{person !== null && <PersonTools person={person} />}</div>
      </div>
      {person !== null ? (
        <Page person={person} />
      ) : content.kind === 'error' ? (
        <>
          <h1 className="sr-only">Person</h1>
          <ErrorState error={content.error} onRetry={() => void refresh()} />
        </>
      ) : (
        <>
          <h1 className="sr-only">Person</h1>
          <SkeletonRows label="Loading" count={6} />
        </>
      )}
    </div>
  )
}

function Page({ person }: { person: PersonDetail }) {
  const [tab, setTab] = useState<'all' | 'meeting'>('all')
  return (
    <>
      <PersonHead person={person} />
      <div className="@container flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Tabs
            label={`With ${person.name}`}
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'all', label: 'Timeline' },
              { value: 'meeting', label: 'Meetings' },
            ]}
          >
            <PersonTimeline key={tab} contactId={person.id} kind={tab} />
          </Tabs>
        </div>
        <div
          tabIndex={0}
          role="group"
          aria-label="About"
          className="w-84 shrink-0 space-y-4 overflow-y-auto border-l border-line px-5 py-4 @max-3xl:w-64"
        >
          <NotesCard person={person} />
          <InsightCard person={person} />
          <IdentityCard identities={person.identities} />
        </div>
      </div>
    </>
  )
}
