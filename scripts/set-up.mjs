// Makes a bare checkout ready to build, start and test; does nothing when nothing is missing.
// Needs Node 20 or newer and no package. `node scripts/set-up.mjs`, or through npm start and npm test.
import { pathToFileURL } from 'node:url'
import { ensureBetterSqlite3ForNodeApi9 } from './set-up/better-sqlite3.mjs'
import { ensureElectron } from './set-up/electron.mjs'
import { ensureKeytar } from './set-up/keytar.mjs'
import { ensureNodeModules } from './set-up/node-modules.mjs'
import { exitOnSetUpError, say } from './set-up/say.mjs'
import { ensureSystemPackages, headlessPackages, runPackages } from './set-up/system-packages.mjs'

/**
 * Runs every step that is still needed, in order.
 * @param {{ window?: boolean, headless?: boolean }} [needs] `window`: an Electron will be started;
 *   `headless`: it will be started where no desktop is
 */
export async function setUp({ window = true, headless = !hasDesktop() } = {}) {
  await ensureNodeModules()
  if (window) {
    await ensureSystemPackages(runPackages, 'Electron')
    if (headless) await ensureSystemPackages(headlessPackages, 'a display and a keychain')
  }
  await ensureKeytar()
  if (!window) return
  const electron = await ensureElectron()
  if (electron.needsNodeApi9) await ensureBetterSqlite3ForNodeApi9()
}

/**
 * Runs {@link setUp} and ends the process with a plain message when it cannot be done.
 * @param {{ window?: boolean, headless?: boolean }} [needs]
 */
export async function setUpOrExit(needs) {
  await exitOnSetUpError(() => setUp(needs))
}

/** Whether windows opened now would appear somewhere. */
export function hasDesktop() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUpOrExit()
  say('ready.')
}
