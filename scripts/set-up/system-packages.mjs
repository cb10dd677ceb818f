// Finds the Debian packages that are missing and installs them, or says exactly how.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { lastLines, runCommand } from './run-command.mjs'
import { say, SetUpError } from './say.mjs'

/** What Electron and keytar load. */
export const runPackages = ['libnss3', 'libgtk-3-0', 'libgbm1', 'libasound2', 'libxss1', 'libsecret-1-0']

/** What stands in for a desktop where there is none: a display, a session bus, a keychain, fonts. */
export const headlessPackages = [
  'xvfb',
  'xauth',
  'dbus',
  'dbus-x11',
  'gnome-keyring',
  'fonts-liberation',
  'fonts-noto-color-emoji',
]

/** What keytar and better-sqlite3 are compiled with where no ready binary can be had. */
const buildPackages = ['libsecret-1-dev', 'pkg-config']

/** Compilers count as present when their command is, whatever package brought it. */
const buildCommands = { 'g++': 'g++', make: 'make', python3: 'python3' }

/**
 * Installs what is missing of the named packages. Does nothing on systems without apt-get: there
 * the person's own package manager is the judge.
 * @param {string[]} names Debian package names
 * @param {string} why what they are for, for the message
 */
export async function ensureSystemPackages(names, why) {
  if (process.platform !== 'linux' || !onPath('apt-get')) return
  const missing = await missingPackages(names)
  if (missing.length > 0) await install(missing, why)
}

/**
 * Like {@link ensureSystemPackages} for everything that compiling needs.
 * @param {string} why
 */
export async function ensureBuildPackages(why) {
  if (process.platform !== 'linux' || !onPath('apt-get')) return
  const compilers = Object.entries(buildCommands)
    .filter(([command]) => !onPath(command))
    .map(([, name]) => name)
  const missing = [...(await missingPackages(buildPackages)), ...compilers]
  if (missing.length > 0) await install(missing, why)
}

/** Newer Debian and Ubuntu add "t64" to some names; either counts. */
async function missingPackages(/** @type {string[]} */ names) {
  const { output } = await runCommand('dpkg-query', ['-W', '-f', '${Package} ${Status}\n', ...names, ...names.map(t64)])
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return names.filter((name) => !installed.has(name) && !installed.has(t64(name)))
}

/**
 * @param {string[]} missing
 * @param {string} why
 */
async function install(missing, why) {
  const isRoot = process.getuid?.() === 0
  if (!isRoot) {
    throw new SetUpError(
      `system packages are missing (${why}). Run this, then the same command again:\n\n  sudo apt-get install -y ${missing.join(' ')}\n`,
    )
  }
  say(`installing system packages for ${why}: ${missing.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await runCommand('apt-get', ['update', '-qq'], { env })
  const names = await Promise.all(missing.map(availableName))
  const { code, output } = await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env })
  if (code !== 0) {
    throw new SetUpError(`apt-get could not install ${names.join(' ')}:\n${lastLines(`${updated.output}\n${output}`)}`)
  }
}

async function availableName(/** @type {string} */ name) {
  const { output } = await runCommand('apt-cache', ['policy', t64(name)])
  return /Candidate: (?!\(none\))/.test(output) ? t64(name) : name
}

function t64(/** @type {string} */ name) {
  return `${name}t64`
}

function onPath(/** @type {string} */ command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}
