// The verbs that are offered in more than one place: buttons, palette, keys, a drop on the window.
import type { CallChannel, CallInput, CallOutput } from '../../shared/ipc/contract.ts'
import { client } from './client.ts'
import { formatCounted } from './format-number.ts'
import { showError, showToast } from './toast-store.ts'

/** Calls the app; an error is shown to the person and answered as null. */
export async function act<Channel extends CallChannel>(
  channel: Channel,
  input: CallInput<Channel>,
): Promise<CallOutput<Channel> | null> {
  const answer = await client.call(channel, input)
  if (answer.ok) return answer.value
  showError(answer.error)
  return null
}

/** Asks every account, or one, for what is new. */
export async function syncNow(accountId?: string): Promise<void> {
  const answer = await act('sync.now', accountId === undefined ? {} : { accountId })
  if (answer === null) return
  if (answer.jobIds.length === 0) showToast({ tone: 'info', message: 'There is no account to sync yet.' })
  else if (answer.joined === answer.jobIds.length)
    showToast({ tone: 'info', message: 'A sync is running already: it brings in what is new.' })
}

/** Lets the person choose files and imports them. */
export async function chooseFiles(): Promise<void> {
  const answer = await act('files.choose', {})
  if (answer !== null && answer.jobId !== null)
    showToast({ tone: 'info', message: 'Importing. You can go on working meanwhile.' })
}

/** Imports what was dropped on the window. */
export async function importDropped(files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  const answer = await client.importDropped(files)
  if (answer.ok)
    showToast({ tone: 'info', message: `Importing ${formatCounted(files.length, 'file')}. You can go on working meanwhile.` })
  else showError(answer.error)
}

/** Fills a workspace with invented people. */
export async function createSample(): Promise<void> {
  await act('sample.create', {})
}

/** Opens a web or mail address outside of the app. */
export async function openExternal(url: string): Promise<void> {
  await act('app.openExternal', { url })
}
