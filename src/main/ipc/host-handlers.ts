// Answers the channels that need Electron: about the app itself, choosing files, opening what lies outside.
import { app, type BrowserWindow, dialog, shell } from 'electron'
import { AppError, type Result } from '../../shared/app-error.ts'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { Finding } from '../../engine/diagnostics/examine.ts'
import { runCare } from '../../engine/threads/care-protocol.ts'
import type { KeychainState } from '../secrets/secret-store.ts'
import { allowedExternalUrl } from '../security/external-url.ts'
import { importDialog, type ImportSource } from './import-dialog.ts'
import type { CallHandlers } from './router.ts'
import type { HostChannel } from './thread-handlers.ts'

/** What the handlers need. */
export interface HostHandlerOptions {
  readonly dataFolder: string
  /** The entry file of the thread that writes reports. */
  readonly careThread: URL
  readonly window: () => BrowserWindow | undefined
  readonly keychain: () => Promise<KeychainState>
  readonly importFiles: (paths: string[]) => Promise<Result<CallOutput<'files.import'>>>
  readonly fetchImages: CallHandlers['timeline.fetchImages']
  readonly connectGoogle: CallHandlers['accounts.connectGoogle']
  readonly reconnect: CallHandlers['accounts.reconnect']
  readonly cancelConnect: CallHandlers['accounts.cancelConnect']
}

const done: Result<Record<string, never>> = { ok: true, value: {} }

/** One handler for each channel that main answers itself. */
export function hostHandlers(options: HostHandlerOptions): Pick<CallHandlers, HostChannel> {
  return {
    'app.info': async () => ({
      ok: true,
      value: {
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        dataFolder: options.dataFolder,
        keychain: await options.keychain(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    }),
    'accounts.connectGoogle': options.connectGoogle,
    'accounts.reconnect': options.reconnect,
    'accounts.cancelConnect': options.cancelConnect,
    'files.choose': async ({ what }) => {
      const paths = await chooseFiles(options.window(), what)
      return paths.length === 0 ? { ok: true, value: { jobId: null } } : options.importFiles(paths)
    },
    'timeline.fetchImages': options.fetchImages,
    'app.openExternal': async ({ url }) => {
      await openExternal(url)
      return done
    },
    'app.openDataFolder': async () => {
      const failure = await shell.openPath(options.dataFolder)
      if (failure) throw new AppError('unavailable', 'The folder could not be opened.', options.dataFolder)
      return done
    },
    'app.exportDiagnostics': async () => {
      const file = await chooseReport(options.window())
      if (file === null) return { ok: true, value: { file: null } }
      return await runCare(options.careThread, {
        kind: 'diagnostics',
        dataFolder: options.dataFolder,
        file,
        known: [{ name: 'OmniCRM', value: app.getVersion(), ok: true }, toFinding(await options.keychain())],
      })
    },
  }
}

function toFinding(keychain: KeychainState): Finding {
  return keychain.kind === 'available'
    ? { name: 'keychain', value: 'answers', ok: true }
    : { name: 'keychain', value: keychain.reason, ok: false }
}

async function chooseReport(window: BrowserWindow | undefined): Promise<string | null> {
  const options = { title: 'Export diagnostics', defaultPath: 'omnicrm-diagnostics.txt' }
  const chosen = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  return chosen.canceled ? null : chosen.filePath
}

/** Opens a link in the person's own program. Throws an `AppError` for anything but `https:` and `mailto:`. */
export async function openExternal(given: string): Promise<void> {
  const url = allowedExternalUrl(given)
  if (url === null) {
    throw new AppError('invalid_input', 'This kind of link is not opened from here.', 'Only web (https) and mail links are.')
  }
  await shell.openExternal(url)
}

async function chooseFiles(window: BrowserWindow | undefined, what: ImportSource): Promise<string[]> {
  const options = importDialog(what, process.platform === 'darwin')
  const chosen = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
  return chosen.canceled ? [] : chosen.filePaths
}
