// One box, one answer: asks as the person types and drops answers to older words.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SearchAnswer } from '../../../shared/views/search.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import type { AppErrorValue } from '../../../shared/app-error.ts'

/** What has been typed and what is known about it. */
export interface SearchState {
  text: string
  answer: SearchAnswer | null
  error: AppErrorValue | null
  isSearching: boolean
  /** The words changed: asks at once when the box became empty, else after a short pause. */
  type(text: string): void
  /** Asks the same words again. */
  refresh(): Promise<void>
}

const typingPauseMs = 120
/** What one answer holds at most. */
export const mostHits = 50
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Makes a search; `pauseMs` is how long a person must stop typing before it asks. */
export function createSearchStore(client: Client, pauseMs = typingPauseMs): StoreApi<SearchState> {
  let generation = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  return createStore<SearchState>()((set, get) => {
    const run = async (): Promise<void> => {
      const mine = ++generation
      const text = get().text.trim()
      if (text === '') return
      const answer = await client.call('search.run', { text, limit: mostHits, timeZone })
      if (mine !== generation) return
      if (answer.ok) set({ answer: answer.value, error: null, isSearching: false })
      else set({ error: answer.error, isSearching: false })
    }
    return {
      text: '',
      answer: null,
      error: null,
      isSearching: false,
      type(text) {
        clearTimeout(timer)
        generation += 1
        if (text.trim() === '') {
          set({ text, answer: null, error: null, isSearching: false })
          return
        }
        set({ text, isSearching: true })
        timer = setTimeout(() => void run(), pauseMs)
      },
      refresh: run,
    }
  })
}

/** The search of the Search screen. */
export const searchStore = createSearchStore(liveClient)
