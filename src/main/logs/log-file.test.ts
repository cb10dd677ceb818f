import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLogFile } from './log-file.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'omnicrm-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('writes lines of every thread, redacted, for the owner only', async () => {
  const log = openLogFile(folder)
  log.logger.info('Starting.', { version: '1.0.0' })
  log.write({
    level: 'info',
    from: 'engine',
    message: 'Sync of ada@example.com',
    fields: { token: 'ya29.secret', sender: 'bob@example.com', items: 3 },
  })
  const path = join(folder, 'logs', 'omnicrm.log')
  await expect.poll(() => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0)).toBe(2)
  const lines = readFileSync(path, 'utf8').replace(/^\S+ /gm, '').trim().split('\n')
  expect(lines).toEqual([
    'info [main] Starting. version=1.0.0',
    'info [engine] Sync of [address] token=[secret] sender=[address] items=3',
  ])
  expect(statSync(path).mode & 0o077).toBe(0)
})

it('does without a file where none can be written', () => {
  writeFileSync(join(folder, 'logs'), 'in the way')
  openLogFile(folder).logger.info('Nobody reads this.')
  expect(readFileSync(join(folder, 'logs'), 'utf8')).toBe('in the way')
})
