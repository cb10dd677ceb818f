// Other programs that index mail, where they are installed.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from '../run-command.ts'

/** A program that indexes a Maildir. */
export interface Peer {
  readonly name: 'Mu' | 'Notmuch'
  isInstalled(): Promise<boolean>
  /** Indexes the mails with an empty index in `folder`; answers the seconds it took. */
  index(maildir: string, folder: string): Promise<number>
}

/** https://www.djcbsoftware.nl/code/mu/ */
const mu: Peer = {
  name: 'Mu',
  isInstalled: () => answers('mu', ['--version']),
  async index(maildir, folder) {
    await runCommand('mu', ['init', `--muhome=${folder}`, `--maildir=${maildir}`])
    return measure(() => runCommand('mu', ['index', `--muhome=${folder}`, '--quiet']))
  },
}

/** https://notmuchmail.org */
const notmuch: Peer = {
  name: 'Notmuch',
  isInstalled: () => answers('notmuch', ['--version']),
  async index(maildir, folder) {
    const config = path.join(folder, 'config')
    await mkdir(path.join(folder, 'index'), { recursive: true })
    await writeFile(config, `[database]\npath=${path.join(folder, 'index')}\nmail_root=${maildir}\n[new]\ntags=new\n`)
    return measure(() => runCommand('notmuch', [`--config=${config}`, 'new', '--quiet']))
  },
}

/** Every peer. */
export const peers: readonly Peer[] = [mu, notmuch]

async function answers(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await runCommand(command, args)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1_000
}
