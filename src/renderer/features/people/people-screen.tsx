// The address book: everyone, the suggestions, and one person's page.
import { useStore } from 'zustand'
import { openScreen } from '../../lib/navigation-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { useStatus } from '../../lib/status-store.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { PeopleList } from './people-list.tsx'
import { PersonPage } from './person-page.tsx'
import { peopleStore } from './people-store.ts'
import { SuggestionList } from './suggestion-list.tsx'

const topics = ['people'] as const

/** `openId` is the contact whose page is shown; null shows the list, or the suggestions when `openTab` names them. */
export function PeopleScreen({ openId, openTab }: { openId: number | null; openTab: string | null }) {
  const tab = openTab === 'suggestions' ? openTab : 'people'
  const { total, query } = useStore(peopleStore)
  const status = useStatus()
  useLive(topics, peopleStore.getState().refresh)
  if (openId !== null) return <PersonPage key={openId} id={openId} />
  return (
    <>
      <ScreenHeader title="People" />
      <Tabs
        label="People"
        value={tab}
        onChange={(next) => openScreen('people', next === 'people' ? null : next)}
        tabs={[
          { value: 'people', label: 'Everyone', count: query.text === '' ? total : null },
          { value: 'suggestions', label: 'Suggestions', count: status?.counts.contactSuggestions ?? 0 },
        ]}
      >
        {tab === 'people' ? <PeopleList /> : <SuggestionList />}
      </Tabs>
    </>
  )
}
