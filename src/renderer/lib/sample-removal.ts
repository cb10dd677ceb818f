// Takes the sample workspace away in one click, and lets a person think again for ten seconds.
import { create } from 'zustand'
import { act } from './actions.ts'
import { doUnlessUndone } from './toast-store.ts'

/** Whether the sample is on its way out. */
export const useSampleRemoval = create<{ isRemoving: boolean }>()(() => ({ isRemoving: false }))

/** Nothing is touched before the ten seconds are over. */
export function removeSample(accountId: string): void {
  if (useSampleRemoval.getState().isRemoving) return
  useSampleRemoval.setState({ isRemoving: true })
  const rest = (): void => useSampleRemoval.setState({ isRemoving: false })
  doUnlessUndone('The sample workspace is going, with everyone and everything in it.', {
    undo: rest,
    commit: () => void act('accounts.remove', { accountId }).finally(rest),
  })
}
