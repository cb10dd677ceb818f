// Installs exactly what the lock file names, when node_modules does not hold it already.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeModules, root } from './paths.mjs'
import { runCommand } from './run-command.mjs'
import { say, SetUpError } from './say.mjs'

/** Leaves node_modules as package-lock.json wants it. */
export async function ensureNodeModules() {
  const reason = await whyStale()
  if (reason === undefined) return
  say(`installing the packages of package-lock.json (${reason}); about two minutes on a slow computer …`)
  const npm = npmCommand()
  const { code } = await runCommand(npm.command, [...npm.args, 'ci', '--loglevel=error'], { cwd: root, show: true })
  if (code !== 0) {
    throw new SetUpError('npm ci failed (see above). It needs the npm registry: check the network and run the command again.')
  }
}

/** Compares what is installed with what the lock file names, package by package. */
async function whyStale() {
  const wanted = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages
  let installed
  try {
    installed = JSON.parse(await readFile(join(nodeModules, '.package-lock.json'), 'utf8')).packages
  } catch {
    return 'nothing is installed yet'
  }
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue
    const found = installed[path]
    if (found === undefined && !entry.optional && !entry.devOptional) return `${path} is missing`
    if (found !== undefined && found.version !== entry.version) return `${path} is another version`
  }
  return undefined
}

/** The npm that started us, or the one on the PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return { command: process.execPath, args: [script] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}
