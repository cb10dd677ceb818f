// What is imported of each account, shared by the review, the settings and whoever else shows it.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { useCallback } from 'react'
import type { AccountImport } from '../../shared/views/imports.ts'
import { client as liveClient, type Client } from './client.ts'
import { loading, settle, type Loadable } from './loadable.ts'
import { useLive } from './use-live.ts'

interface ImportsState {
  /** By account; an account that nobody has asked for is not in it. */
  byAccount: Readonly<Record<string, Loadable<AccountImport>>>
  refresh(accountId: string): Promise<void>
}

/** Makes the store; the app has one, {@link importsStore}. An answer that was overtaken by a later one is dropped. */
export function createImportsStore(client: Client): StoreApi<ImportsState> {
  const generations = new Map<string, number>()
  return createStore<ImportsState>()((set, get) => ({
    byAccount: {},
    async refresh(accountId) {
      const mine = (generations.get(accountId) ?? 0) + 1
      generations.set(accountId, mine)
      const answer = await client.call('imports.get', { accountId })
      if (generations.get(accountId) !== mine) return
      const { byAccount } = get()
      set({ byAccount: { ...byAccount, [accountId]: settle(byAccount[accountId] ?? loading, answer) } })
    },
  }))
}

/** The imports of this window. */
export const importsStore = createImportsStore(liveClient)

const topics = ['imports', 'accounts'] as const

/** What is imported of an account, kept fresh while it is on the screen, and a way to ask again at once. */
export function useAccountImport(accountId: string): { content: Loadable<AccountImport>; refresh: () => Promise<void> } {
  const content = useStore(importsStore, ({ byAccount }) => byAccount[accountId] ?? loading)
  const refresh = useCallback(() => importsStore.getState().refresh(accountId), [accountId])
  useLive(topics, refresh)
  return { content, refresh }
}
