// What the app says about itself: accounts, counts, alerts and the pill. Pushed by the app, asked for once at the start.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Status } from '../../shared/views/status.ts'
import { client as liveClient, type Client } from './client.ts'
import { loading, settle, type Loadable } from './loadable.ts'

interface StatusState {
  status: Loadable<Status>
  refresh(): Promise<void>
  receive(status: Status): void
}

/** Makes the store; the app has one, {@link statusStore}. */
function createStatusStore(client: Client): StoreApi<StatusState> {
  return createStore<StatusState>()((set, get) => ({
    status: loading,
    refresh: async () => {
      const answer = await client.call('status.get', {})
      set({ status: settle(get().status, answer) })
    },
    receive: (status) => set({ status: { kind: 'ready', value: status } }),
  }))
}

/** The status of this window. */
export const statusStore = createStatusStore(liveClient)

/** The last known status; null until the first answer. */
export function useStatus(): Status | null {
  return useStore(statusStore, ({ status }) => (status.kind === 'loading' ? null : status.value))
}

/** The status with its loading and error states. */
export function useLoadableStatus(): Loadable<Status> {
  return useStore(statusStore, (state) => state.status)
}
