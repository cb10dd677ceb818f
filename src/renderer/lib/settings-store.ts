// What the person has chosen, for every screen that follows it.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { CallInput } from '../../shared/ipc/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import { client as liveClient, type Client } from './client.ts'
import { loading, settle, valueOf, type Loadable } from './loadable.ts'
import { showError } from './toast-store.ts'

interface SettingsState {
  settings: Loadable<Settings>
  refresh(): Promise<void>
  /** Shows the choice at once; takes it back when the app refuses. */
  update(change: CallInput<'settings.update'>): Promise<void>
}

/** Makes the store; the app has one, {@link settingsStore}. */
export function createSettingsStore(client: Client): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set, get) => ({
    settings: loading,
    refresh: async () => {
      const answer = await client.call('settings.get', {})
      set({ settings: settle(get().settings, answer) })
    },
    update: async (change) => {
      const before = get().settings
      const value = valueOf(before)
      if (value !== null) set({ settings: { kind: 'ready', value: { ...value, ...change } as Settings } })
      const answer = await client.call('settings.update', change)
      if (answer.ok) set({ settings: { kind: 'ready', value: answer.value } })
      else {
        set({ settings: before })
        showError(answer.error)
      }
    },
  }))
}

/** The settings of this window. */
export const settingsStore = createSettingsStore(liveClient)

/** The settings, or null until they are known. */
export function useSettings(): Settings | null {
  return useStore(settingsStore, ({ settings }) => valueOf(settings))
}
