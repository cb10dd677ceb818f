// What a person does with jobs and failed items, and what is told of it: nothing happens, and nothing fails to happen, in silence.
import type { JobPriority } from '../../../shared/jobs/vocabulary.ts'
import type { Refusal } from '../../../shared/views/jobs.ts'
import { act } from '../../lib/actions.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { showToast } from '../../lib/toast-store.ts'

/** More than so many at once are not taken back in one step. */
const mostAtOnce = 10_000

/** Runs failed and cancelled jobs again. */
export async function retryJobs(ids: readonly number[]): Promise<void> {
  const answer = await act('jobs.retry', { ids: [...ids] })
  if (answer !== null) tell(ids.length, answer.retried, answer.refused, 'job', 'will run again')
}

/** Runs every failed job of the same kind and reason again. */
export async function retryAllLike(id: number): Promise<void> {
  const answer = await act('jobs.retryAllLike', { id })
  if (answer !== null) tell(answer.retried + answer.refused.length, answer.retried, answer.refused, 'job', 'will run again')
}

/** Cancels what has not ended. */
export async function cancelJobs(ids: readonly number[]): Promise<void> {
  const answer = await act('jobs.cancel', { ids: [...ids] })
  if (answer !== null) tell(ids.length, answer.cancelled, answer.refused, 'job', 'cancelled')
}

/** Cancels what is left of a run. */
export async function cancelRun(rootId: number): Promise<void> {
  const answer = await act('jobs.cancelRun', { rootId })
  if (answer === null) return
  const { cancelled, kept } = answer
  const hint = kept === 0 ? '' : `Another run has asked for ${formatCounted(kept, 'job')} as well: that goes on.`
  showToast({ tone: 'info', message: `${formatCounted(cancelled, 'job')} cancelled. What was done stays.`, hint })
}

/** Moves waiting jobs in the line. */
export async function setPriority(ids: readonly number[], priority: JobPriority): Promise<void> {
  const answer = await act('jobs.setPriority', { ids: [...ids], priority })
  if (answer !== null) tell(ids.length, answer.changed, answer.refused, 'job', 'moved')
}

/** Puts failed jobs away. */
export async function dismissJobs(ids: readonly number[]): Promise<void> {
  tellDismissed((await act('jobs.dismiss', { ids: [...ids] }))?.dismissedIds ?? [])
}

/** Puts every failed job of the same kind and reason away. */
export async function dismissAllLike(id: number): Promise<void> {
  tellDismissed((await act('jobs.dismissAllLike', { id }))?.dismissedIds ?? [])
}

/** Takes jobs back that were put away. */
export async function restoreJobs(ids: readonly number[]): Promise<void> {
  await act('jobs.restore', { ids: [...ids] })
}

/** Gives failed items another try. */
export async function retryItems(ids: readonly number[]): Promise<void> {
  const answer = await act('jobs.retryItems', { ids: [...ids] })
  if (answer === null) return
  if (answer.refused.length === 0)
    showToast({ tone: 'info', message: `${formatCounted(answer.retried, 'item')} will be read again.` })
  else tell(ids.length, answer.retried, answer.refused, 'item', 'will be read again')
}

/** Puts failed items away. */
export async function dismissItems(ids: readonly number[]): Promise<void> {
  const dismissed = (await act('jobs.dismissItems', { ids: [...ids] }))?.dismissedIds ?? []
  if (dismissed.length === 0) return
  showToast({
    tone: 'info',
    message: `${formatCounted(dismissed.length, 'item')} dismissed.`,
    action: { label: 'Undo', run: () => void restoreItems(dismissed) },
  })
}

/** Takes items back that were put away. */
export async function restoreItems(ids: readonly number[]): Promise<void> {
  await act('jobs.restoreItems', { ids: [...ids] })
}

/** One that went well is seen where it stands; several are counted, and what was refused is told with its reason. */
function tell(asked: number, done: number, refused: readonly Refusal[], word: string, outcome: string): void {
  const [first] = refused
  if (first === undefined) {
    if (done > 1) showToast({ tone: 'info', message: `${formatCounted(done, word)} ${outcome}.` })
  } else if (asked === 1) showToast({ tone: 'info', message: first.reason })
  else {
    const message = `${formatCounted(done, word)} ${outcome}, ${formatCounted(refused.length, 'other')} not.`
    showToast({ tone: 'info', message, hint: first.reason })
  }
}

function tellDismissed(ids: readonly number[]): void {
  if (ids.length === 0) return
  const action = ids.length > mostAtOnce ? null : { label: 'Undo', run: () => void restoreJobs(ids) }
  showToast({ tone: 'info', message: `${formatCounted(ids.length, 'failed job')} dismissed.`, action })
}
