// Follows what the app tells the page: status, notices, alerts, and requests to go somewhere.
import type { EventPayload } from '../../shared/ipc/contract.ts'
import { client } from '../lib/client.ts'
import { connectStore } from '../lib/connect-store.ts'
import { importWords } from '../lib/import-words.ts'
import { openDetails, openScreen, useNavigation } from '../lib/navigation-store.ts'
import { processJobsAndTell } from '../lib/process-jobs-store.ts'
import { statusStore } from '../lib/status-store.ts'
import { showToast } from '../lib/toast-store.ts'

/** Starts listening; the answer stops it. */
export function listenToApp(): () => void {
  const { receive, refresh } = statusStore.getState()
  const followAddress = (): void => useNavigation.getState().follow(window.location.hash)
  followAddress()
  window.addEventListener('hashchange', followAddress)
  const stops = [
    () => window.removeEventListener('hashchange', followAddress),
    client.on('status.changed', receive),
    client.on('accounts.connection', (connection) => void followConnection(connection)),
    client.on('app.navigate', goTo),
    client.on('app.notice', showToast),
    client.on('app.processJobs', () => void processJobsAndTell()),
    client.on('alerts.raised', tellAlert),
    client.on('imports.finished', tellImport),
  ]
  void refresh()
  return () => {
    for (const stop of stops) stop()
  }
}

/** The account is shown as connected before its sign-in is told to be over: its "Reconnect" must not come back in between. */
async function followConnection(connection: EventPayload<'accounts.connection'>): Promise<void> {
  if (connection.kind === 'connected') await statusStore.getState().refresh()
  connectStore.getState().receive(connection)
}

/** A person hears of it once; while it is open it stands, and is counted, in the list on the screen of jobs. */
function tellAlert({ message, cure, jobId, occurrences }: EventPayload<'alerts.raised'>): void {
  if (occurrences > 1 || useNavigation.getState().route.screen === 'jobs') return
  const action = jobId === null ? null : { label: 'Show job', run: () => goTo({ screen: 'jobs', id: jobId }) }
  showToast({ tone: 'error', message, hint: cure, action })
}

/** What could not be read is one click away. */
function tellImport(report: EventPayload<'imports.finished'>): void {
  const action = report.failed === 0 ? null : { label: 'Show', run: () => openScreen('jobs', 'items') }
  showToast({ tone: report.failed === 0 ? 'success' : 'error', message: importWords(report), action })
}

function goTo({ screen, id }: EventPayload<'app.navigate'>): void {
  if (screen === 'palette' || screen === 'shortcuts') {
    useNavigation.getState().openOverlay(screen)
    return
  }
  openScreen(screen, screen === 'people' ? (id ?? null) : null)
  if (id === undefined) return
  if (screen === 'calendar') openAfterMove({ kind: 'event', id })
  if (screen === 'timeline' || screen === 'search') openAfterMove({ kind: 'interaction', id })
  if (screen === 'jobs') openAfterMove({ kind: 'job', id })
}

/** A move to another screen closes the details, and the address changes only after this task: so open them later. */
function openAfterMove(selection: Parameters<typeof openDetails>[0]): void {
  setTimeout(() => openDetails(selection), 0)
}
