import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../db/open.ts'
import { findDamageApart } from './find-damage-apart.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-apart-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal

describe('a copy that is checked in another thread', () => {
  it('is whole, or told what is wrong with it', async () => {
    const whole = path.join(folder, 'whole.db')
    openDatabase(whole).close()
    const other = path.join(folder, 'other.db')
    writeFileSync(other, Buffer.alloc(8_192, 1))
    expect(await Promise.all([findDamageApart(whole, never), findDamageApart(other, never)])).toEqual([
      null,
      'file is not a database',
    ])
  })

  it('is let go when the job is stopped', async () => {
    const stop = new AbortController()
    const checked = findDamageApart(path.join(folder, 'any.db'), stop.signal)
    stop.abort(new Error('stopped'))
    await expect(checked).rejects.toThrow('stopped')
  })
})
