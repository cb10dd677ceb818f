// The ledger of requests: its sums, and its newest lines when somebody wants to see them.
import type { LedgerEntry, LedgerTotal } from '../../../shared/views/ledger.ts'
import { createStore } from 'zustand/vanilla'
import { client, type Client } from '../../lib/client.ts'
import { loading, settle, type Loadable } from '../../lib/loadable.ts'
import { createPagedStore } from '../../lib/paged-store.ts'

interface LedgerState {
  totals: Loadable<LedgerTotal[]>
  refresh(): Promise<void>
}

/** Makes the store of the sums over a client. */
export function createLedgerStore(from: Client) {
  return createStore<LedgerState>()((set, get) => ({
    totals: loading,
    async refresh() {
      const answer = await from.call('ledger.totals', {})
      set({ totals: settle(get().totals, answer) })
    },
  }))
}

/** The sums by host and purpose. */
export const ledgerStore = createLedgerStore(client)

/** Every single request that is kept, newest first. */
export const ledgerListStore = createPagedStore<LedgerEntry, null>(
  (_query, cursor, limit) => client.call('ledger.page', { cursor, limit }),
  null,
  50,
)
