// The first phase: makes sure that this is the only program on its data folder, before anything is opened.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { type AppErrorValue, toAppErrorValue } from '../../shared/app-error.ts'
import { type DataFolderLock, lockDataFolder } from '../../engine/db/lock-data-folder.ts'

/** `held`: go on. `second`: another window of this app was there first and has been brought to the front. `refused`: say why. */
export type TakenDataFolder =
  | { readonly kind: 'held'; readonly lock: DataFolderLock }
  | { readonly kind: 'second' }
  | { readonly kind: 'refused'; readonly error: AppErrorValue }

/** Takes the data folder, and gives Chromium a place inside of it. Call before Electron is ready. */
export function takeDataFolder(dataFolder: string): TakenDataFolder {
  try {
    const lock = lockDataFolder(dataFolder, 'desktop')
    useChromiumFolder(dataFolder)
    // Tells the next start of the app where we are; the lock that counts is already ours.
    app.requestSingleInstanceLock()
    return { kind: 'held', lock }
  } catch (thrown) {
    const error = toAppErrorValue(thrown)
    if (error.kind === 'locked') {
      useChromiumFolder(dataFolder)
      if (!app.requestSingleInstanceLock()) return { kind: 'second' }
    }
    // Nothing more may be written there: even the page that says so needs a place of its own.
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'omnicrm-refused-')))
    return { kind: 'refused', error }
  }
}

function useChromiumFolder(dataFolder: string): void {
  const folder = join(dataFolder, 'chromium')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
}
