// The verbs that are offered in more than one place: buttons, palette, keys, a drop on the window.
import type { AppErrorValue } from '../../shared/app-error.ts'
import type { CallChannel, CallInput, CallOutput } from '../../shared/ipc/contract.ts'
import { needsApproval } from '../../shared/views/imports.ts'
import { client } from './client.ts'
import { formatCounted } from './format-number.ts'
import { valueOf } from './loadable.ts'
import { openImport } from './navigation-store.ts'
import { statusStore } from './status-store.ts'
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
  const answer = await client.call('sync.now', accountId === undefined ? {} : { accountId })
  if (!answer.ok) {
    showRefusedSync(answer.error)
    return
  }
  const { jobIds, joined } = answer.value
  if (jobIds.length === 0) showToast({ tone: 'info', message: 'There is no account to sync yet.' })
  else if (joined === jobIds.length) showToast({ tone: 'info', message: 'A sync is running already: it brings in what is new.' })
}

/** Where nothing may be imported yet, the way there is one click. */
function showRefusedSync(error: AppErrorValue): void {
  const unapproved = valueOf(statusStore.getState().status)?.accounts.find(({ importState }) => needsApproval(importState))
  if (error.kind !== 'needs_approval' || unapproved === undefined) showError(error)
  else {
    const action = { label: 'Review', run: () => openImport(unapproved.id) }
    showToast({ tone: 'info', message: error.message, hint: error.hint, action })
  }
}

/** Lets the person choose files, or folders of them, and imports them. */
export async function chooseFiles(what: CallInput<'files.choose'>['what']): Promise<void> {
  const answer = await act('files.choose', { what })
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
