// How far a sign-in with Google is.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventPayload } from '../../../shared/ipc/contract.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'

/** `form`: the person is filling in; the rest is what the app has told. */
export type ConnectPhase = { kind: 'form' } | { kind: 'opening' } | EventPayload<'accounts.connection'>

/** What can be asked for. */
export type GoogleScope = 'calendar' | 'mail'

interface ConnectState {
  phase: ConnectPhase
  connect(form: { clientId: string; clientSecret: string; scopes: GoogleScope[] }): Promise<void>
  cancel(): Promise<void>
  /** Back to the form, for another try or another account. */
  restart(): void
  receive(connection: EventPayload<'accounts.connection'>): void
}

/** Makes the store; the dialog has one. */
export function createConnectStore(client: Client): StoreApi<ConnectState> {
  return createStore<ConnectState>()((set, get) => ({
    phase: { kind: 'form' },
    async connect({ clientId, clientSecret, scopes }) {
      set({ phase: { kind: 'opening' } })
      const answer = await client.call('accounts.connectGoogle', {
        clientId: clientId.trim(),
        clientSecret: clientSecret.trim(),
        scopes,
      })
      if (!answer.ok) set({ phase: { kind: 'failed', message: answer.error.message, hint: answer.error.hint } })
      else if (get().phase.kind === 'opening') set({ phase: { kind: 'waiting_for_browser' } })
    },
    async cancel() {
      set({ phase: { kind: 'form' } })
      await client.call('accounts.cancelConnect', {})
    },
    restart: () => set({ phase: { kind: 'form' } }),
    receive: (connection) => set({ phase: connection.kind === 'cancelled' ? { kind: 'form' } : connection }),
  }))
}

/** The sign-in of this window. */
export const connectStore = createConnectStore(liveClient)
