// Stands in for a desktop where there is none: a display, a session bus and an unlocked keychain.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** @typedef {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null>} Child */

/**
 * Starts Xvfb, a D-Bus session bus and gnome-keyring, all private to the caller.
 * @param {{ keyringFolder?: string }} [options] where the keychain is kept; without it, it is gone with the session
 * @returns {Promise<{ environment: NodeJS.ProcessEnv, close: () => Promise<void> }>} what a program needs in its
 *   environment to live in that session, and how to end it
 */
export async function openDesktopSession({ keyringFolder } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'omnicrm-desktop-'))
  /** @type {Child[]} */
  const children = []
  const close = async () => {
    for (const child of children.toReversed()) await stop(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await chmod(folder, 0o700)
    /** @type {NodeJS.ProcessEnv} */
    const environment = { ...process.env, XDG_RUNTIME_DIR: folder }
    delete environment['WAYLAND_DISPLAY']
    const display = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], environment, children)
    environment['DISPLAY'] = `:${await firstLine(display, 'Xvfb')}`
    const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], environment, children)
    environment['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus, 'dbus-daemon')
    // Chromium asks the system bus for power and network; where there is none, an empty bus keeps it from complaining.
    if (!existsSync('/run/dbus/system_bus_socket')) {
      environment['DBUS_SYSTEM_BUS_ADDRESS'] = environment['DBUS_SESSION_BUS_ADDRESS']
    }
    const data = keyringFolder ?? join(folder, 'data')
    await mkdir(data, { recursive: true, mode: 0o700 })
    await openKeyring({ ...environment, XDG_DATA_HOME: data }, children)
    return { environment, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * The password protects nothing: the folder of the keychain does, as for any unattended computer.
 * @param {NodeJS.ProcessEnv} environment
 * @param {Child[]} children
 */
async function openKeyring(environment, children) {
  const keyring = start('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets'], environment, children)
  keyring.stdin.end('unattended')
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (hasSecretService(environment)) return
    await delay(50)
  }
  throw new Error('gnome-keyring-daemon did not offer a Secret Service within 10 seconds')
}

function hasSecretService(/** @type {NodeJS.ProcessEnv} */ environment) {
  const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const { stdout } = spawnSync(
    'dbus-send',
    [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
    {
      env: environment,
      encoding: 'utf8',
    },
  )
  return stdout?.includes('boolean true') ?? false
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {Child[]} children where the new one is added
 * @returns {Child}
 */
function start(command, args, env, children) {
  // In a process group of its own, so that Ctrl+C reaches the program first and the session outlives it.
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'], detached: true })
  children.push(child)
  return child
}

/**
 * @param {Child} child
 * @param {string} name
 * @returns {Promise<string>}
 */
function firstLine(child, name) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.on('error', (error) => reject(new Error(`${name} could not be started`, { cause: error })))
    child.on('exit', (code) => reject(new Error(`${name} ended at once with code ${code}`)))
  })
}

async function stop(/** @type {Child} */ child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', () => resolve(true)))
  child.kill('SIGTERM')
  if (!(await Promise.race([ended, delay(2_000, false)]))) child.kill('SIGKILL')
}
