// The verbs that menu and tray share: each goes through the same router as a click in the page, and says what came of it.
import type { Result } from '../../shared/app-error.ts'
import type { CallChannel, CallInput, CallOutput, EventPayload } from '../../shared/ipc/contract.ts'
import type { ImportSource } from '../ipc/import-dialog.ts'
import type { Router } from '../ipc/router.ts'
import type { MainWindow } from '../windows/main-window.ts'

/** What a menu or the tray can do. */
export interface DesktopVerbs {
  open(): void
  navigate(screen: EventPayload<'app.navigate'>['screen'], id?: number): void
  syncNow(): void
  processJobs(): void
  setPaused(isPaused: boolean): void
  importFrom(what: ImportSource): void
  openDataFolder(): void
}

/** Makes the verbs. */
export function createDesktopVerbs(router: Router, window: MainWindow): DesktopVerbs {
  const run = async <Channel extends CallChannel>(
    channel: Channel,
    input: CallInput<Channel>,
    say: (value: CallOutput<Channel>) => string | null,
  ): Promise<void> => {
    const result = (await router.dispatch(channel, input)) as Result<CallOutput<Channel>>
    if (!result.ok) return window.send('app.notice', { tone: 'error', message: result.error.message, hint: result.error.hint })
    const message = say(result.value)
    if (message !== null) window.send('app.notice', { tone: 'success', message, hint: '' })
  }
  return {
    open: () => void window.show(),
    navigate(screen, id) {
      void window.show().then(() => window.send('app.navigate', id === undefined ? { screen } : { screen, id }))
    },
    syncNow: () =>
      void run('sync.now', {}, ({ jobIds, joined }) => {
        if (jobIds.length === 0) return 'No account to sync.'
        return joined === jobIds.length ? 'A sync is running already.' : 'Sync started.'
      }),
    processJobs: () =>
      window.browserWindow === undefined ? void run('jobs.process', {}, () => null) : window.send('app.processJobs', {}),
    setPaused: (isPaused) =>
      void run(isPaused ? 'jobs.pause' : 'jobs.resume', { kind: 'all' }, () => (isPaused ? 'Paused.' : 'Resumed.')),
    importFrom: (what) =>
      void window.show().then(() => run('files.choose', { what }, ({ jobId }) => (jobId === null ? null : 'Import started.'))),
    openDataFolder: () => void run('app.openDataFolder', {}, () => null),
  }
}
