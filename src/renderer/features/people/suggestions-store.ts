// Decisions that wait for a person: accepted or dismissed in one key, and taken back in another.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Suggestion } from '../../../shared/views/people.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { createPagedStore } from '../../lib/paged-store.ts'
import { showError, showToast } from '../../lib/toast-store.ts'

/** The verdict on a suggestion. */
export type Decision = 'accept' | 'dismiss'

interface DecisionState {
  /** Decided here and not yet gone from the list that the app answers. */
  decidedIds: ReadonlySet<number>
  lastUndo: (() => void) | null
  decide(suggestion: Suggestion, decision: Decision): Promise<void>
}

/**
 * Makes the decisions store. A decided suggestion leaves the screen at once and comes back when the app refuses or the
 * person takes the decision back. `refresh` reads the list again.
 */
export function createDecisionStore(client: Client, refresh: () => Promise<void>): StoreApi<DecisionState> {
  return createStore<DecisionState>()((set, get) => {
    const hide = (id: number): void => set({ decidedIds: new Set([...get().decidedIds, id]) })
    const show = (id: number): void => set({ decidedIds: new Set([...get().decidedIds].filter((other) => other !== id)) })
    const undo = async (id: number, undoId: number): Promise<void> => {
      set({ lastUndo: null })
      const answer = await client.call('people.undo', { undoId })
      if (!answer.ok) {
        showError(answer.error)
        return
      }
      await refresh()
      show(id)
    }
    return {
      decidedIds: new Set(),
      lastUndo: null,
      async decide(suggestion, decision) {
        const { id } = suggestion
        if (get().decidedIds.has(id)) return
        hide(id)
        const answer = await client.call(decision === 'accept' ? 'people.acceptSuggestion' : 'people.dismissSuggestion', { id })
        if (!answer.ok) {
          show(id)
          showError(answer.error)
          return
        }
        const takeBack = (): void => void undo(id, answer.value.undoId)
        set({ lastUndo: takeBack })
        showToast({ tone: 'success', message: decisionText(suggestion, decision), action: { label: 'Undo', run: takeBack } })
      },
    }
  })
}

function decisionText({ kind, person, other }: Suggestion, decision: Decision): string {
  if (decision === 'dismiss') return kind === 'merge' ? `${person.name} stays separate` : `${person.name} was dismissed`
  return kind === 'merge'
    ? `${person.name} and ${other?.name ?? 'the other'} are one person now`
    : `${person.name} is in your address book now`
}

/** The open suggestions, most certain first. */
export const suggestionsStore = createPagedStore<Suggestion, null>(
  (_query, cursor, limit) => liveClient.call('people.suggestions', { cursor, limit }),
  null,
  50,
)
/** The decisions of the People screen. */
export const decisionStore = createDecisionStore(liveClient, suggestionsStore.getState().refresh)
