// How far a sign-in with Google is: of a new account in the dialog, or of a known one behind its "Reconnect".
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { AccountPart } from '../../shared/may-read.ts'
import { client as liveClient, type Client } from './client.ts'
import { openReconnect } from './navigation-store.ts'

type Told = EventPayload<'accounts.connection'>

/** `idle`: nothing is under way; a form or a button waits for the person. The rest is what the app has told. */
export type ConnectPhase = { kind: 'idle' } | { kind: 'opening' } | Exclude<Told, { kind: 'cancelled' }>

/** The person's own OAuth client, as they typed or pasted it. */
export interface TypedClient {
  clientId: string
  clientSecret: string
}

interface ConnectState {
  /** The known account that the phase is about; null for a new one. There is one sign-in at a time: another takes its place. */
  accountId: string | null
  phase: ConnectPhase
  connect(form: TypedClient & { scopes: readonly AccountPart[] }): Promise<void>
  /** Without a client the kept one is used; where none is kept, the dialog opens and asks for it. */
  reconnect(accountId: string, typed?: TypedClient): Promise<void>
  cancel(): Promise<void>
  /** Back to the start, for another try or another account. */
  restart(): void
  receive(connection: Told): void
}

const idle = { kind: 'idle' } as const

/** Makes the store; the window has one. */
export function createConnectStore(client: Client): StoreApi<ConnectState> {
  return createStore<ConnectState>()((set, get) => {
    /** Changes with every try, so that a late answer to an earlier one is not taken for this one's. */
    let current = {}

    function begin(accountId: string | null): () => boolean {
      const mine = {}
      current = mine
      set({ accountId, phase: { kind: 'opening' } })
      return () => current === mine && get().phase.kind === 'opening'
    }

    function end(): void {
      current = {}
      set({ phase: idle })
    }

    return {
      accountId: null,
      phase: idle,
      async connect({ scopes, ...typed }) {
        const isStillOpening = begin(null)
        const answer = await client.call('accounts.connectGoogle', { ...trimmed(typed), scopes: [...scopes] })
        if (!isStillOpening()) return
        set({ phase: answer.ok ? { kind: 'waiting_for_browser' } : { ...answer.error, kind: 'failed' } })
      },
      async reconnect(accountId, typed) {
        const isStillOpening = begin(accountId)
        const given = typed === undefined ? {} : { client: trimmed(typed) }
        const answer = await client.call('accounts.reconnect', { accountId, ...given })
        if (!isStillOpening()) return
        if (!answer.ok) set({ phase: { ...answer.error, kind: 'failed' } })
        else if (!answer.value.needsClient) set({ phase: { kind: 'waiting_for_browser' } })
        else {
          end()
          openReconnect(accountId)
        }
      },
      async cancel() {
        end()
        await client.call('accounts.cancelConnect', {})
      },
      restart: end,
      receive: (connection) => set({ phase: connection.kind === 'cancelled' ? idle : connection }),
    }
  })
}

function trimmed({ clientId, clientSecret }: TypedClient): TypedClient {
  return { clientId: clientId.trim(), clientSecret: clientSecret.trim() }
}

/** The sign-in of this window. */
export const connectStore = createConnectStore(liveClient)
