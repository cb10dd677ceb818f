import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import { lockDataFolder } from './lock-data-folder.ts'

let folder: string
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'omnicrm-lock-')), 'data')))
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

function refusal(): AppError {
  try {
    lockDataFolder(folder, 'command line').release()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return expect.unreachable('the folder was free')
}

/** A process that holds the lock until it is killed. */
async function startHolder() {
  const script = `
    const { lockDataFolder } = await import(${JSON.stringify(new URL('./lock-data-folder.ts', import.meta.url).href)})
    lockDataFolder(${JSON.stringify(folder)}, 'desktop')
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

it('gives a data folder to one at a time, and says who has it', () => {
  const lock = lockDataFolder(folder, 'desktop')
  expect(refusal()).toMatchObject({
    kind: 'locked',
    message: `OmniCRM (desktop, process ${process.pid}) is already working on ${folder}.`,
  })
  lock.release()
  lockDataFolder(folder, 'command line').release()
})

it('makes the folder for its owner only', () => {
  lockDataFolder(folder, 'desktop').release()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

it('takes the folder back from a process that was killed', async () => {
  const holder = await startHolder()
  expect(refusal()).toMatchObject({
    kind: 'locked',
    message: `OmniCRM (desktop, process ${holder.pid}) is already working on ${folder}.`,
  })
  const ended = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await ended
  lockDataFolder(folder, 'command line').release()
})
