import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import { bundledModel } from '../search/bundled-model.ts'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { lendModel, type LentModel, modelIdleMs } from './lend-model.ts'
import type { LogLine } from './log-line.ts'

/** A thread that speaks like the model's: its vectors count how often it has been asked, and some texts end it. */
const thread = `
  import { workerData } from 'node:worker_threads'
  import { connectRpc } from ${JSON.stringify(new URL('./rpc.ts', import.meta.url).href)}
  let asked = 0
  const peer = connectRpc(workerData.port, async (name, texts) => {
    asked += 1
    if (texts[0] === 'refuse') throw new Error('no such text')
    if (texts[0] === 'break') setImmediate(() => { throw new Error('the model broke') })
    return texts[0] === 'break' ? new Promise(() => undefined) : [Float32Array.of(asked)]
  })
  peer.emit('log', { level: 'info', from: 'embedder', message: 'started', fields: {} })
  peer.closed.then(() => workerData.port.close())
`

let folder: string
let clock: TestClock
let logged: LogLine[]
let model: LentModel
const signal = new AbortController().signal

/** The vector's one number: the how manieth answer of its thread this is. */
async function ask(text: string): Promise<number | undefined> {
  return (await model.embed([text], signal))[0]?.[0]
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnicrm-model-'))
  const file = join(folder, 'model.mjs')
  writeFileSync(file, thread)
  clock = createTestClock()
  logged = []
  model = lendModel({ clock, logger: silentLogger, onLog: (line) => logged.push(line), entry: pathToFileURL(file) })
})

afterEach(() => {
  model.close()
  rmSync(folder, { recursive: true })
})

describe('lendModel', () => {
  it('starts the thread with the first text and keeps it while it is used', async () => {
    expect(logged).toEqual([])
    expect([await ask('a'), await ask('b')]).toEqual([1, 2])
    clock.advance(modelIdleMs - 1)
    expect(await ask('c')).toBe(3)
    clock.advance(modelIdleMs - 1)
    expect(await ask('d')).toBe(4)
    expect(logged.map(({ message }) => message)).toEqual(['started'])
  })

  it('ends the thread when it has been idle, and starts another with the next text', async () => {
    expect([await ask('a'), await ask('b')]).toEqual([1, 2])
    clock.advance(modelIdleMs)
    expect(await ask('c')).toBe(1)
  })

  it('starts another thread after one that broke, and fails only what was asked of that one', async () => {
    expect(await ask('a')).toBe(1)
    await expect(ask('break')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await ask('b')).toBe(1)
  })

  it('passes on what the model refuses, and goes on with the same thread', async () => {
    await expect(ask('refuse')).rejects.toThrow('no such text')
    expect(await ask('a')).toBe(2)
  })

  it('does nothing more once it is closed', async () => {
    await ask('a')
    model.close()
    await expect(ask('b')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('is the bundled model to whoever asks', () => {
    expect(model).toMatchObject(bundledModel)
  })
})
