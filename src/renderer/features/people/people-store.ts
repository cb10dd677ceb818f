// The address book, narrowed and sorted.
import type { CallInput } from '../../../shared/ipc/contract.ts'
import type { Person } from '../../../shared/views/people.ts'
import { client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

/** What the list is narrowed to and sorted by. */
export type PeopleQuery = Pick<CallInput<'people.page'>, 'text' | 'status' | 'sort'>

/** The list of the People screen. */
export const peopleStore = createPagedStore<Person, PeopleQuery>(
  (query, cursor, limit) => client.call('people.page', { ...query, cursor, limit }),
  { text: '', status: 'active', sort: 'recent' },
)
