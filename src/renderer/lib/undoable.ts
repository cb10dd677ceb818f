// Decisions about people that have been made and can be taken back.
import { act } from './actions.ts'
import { showToast } from './toast-store.ts'

/** Says what was done, with a way to undo it; `undoId` is what the decision was answered with. */
export function offerUndo(message: string, undoId: number): void {
  showToast({ tone: 'success', message, action: { label: 'Undo', run: () => void act('people.undo', { undoId }) } })
}

/** Takes somebody in who was dismissed or hidden. */
export async function bringBack({ id, name }: { id: number; name: string }): Promise<void> {
  const answer = await act('people.bringBack', { id })
  if (answer !== null) offerUndo(`${name} is in your address book now`, answer.undoId)
}
