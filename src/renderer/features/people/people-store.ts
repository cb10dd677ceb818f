// The address book, narrowed and sorted.
import type { StoreApi } from 'zustand/vanilla'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import type { Person } from '../../../shared/views/people.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { createPagedStore, type PagedState } from '../../lib/paged-store.ts'

/** What the list is narrowed to and sorted by. */
export type PeopleQuery = Pick<CallInput<'people.page'>, 'text' | 'status' | 'sort'>

/** Makes the list. */
export function createPeopleStore(client: Client): StoreApi<PagedState<Person, PeopleQuery>> {
  return createPagedStore<Person, PeopleQuery>((query, cursor, limit) => client.call('people.page', { ...query, cursor, limit }), {
    text: '',
    status: 'active',
    sort: 'recent',
  })
}

/** The list of the People screen. */
export const peopleStore = createPeopleStore(liveClient)
