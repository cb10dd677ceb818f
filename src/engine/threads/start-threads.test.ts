import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogLine } from './log-line.ts'
import { startThreads, type Threads } from './start-threads.ts'
import { type ThreadName, threadNames } from './thread-data.ts'

/** Small threads that speak like the real ones, so that what is between them can be tried without a database. */
const rpc = JSON.stringify(new URL('./rpc.ts', import.meta.url).href)
const bodies: Record<ThreadName, string> = {
  engine: `
    const vectors = connectRpc(workerData.ports.embedder, answerNothing)
    const peer = connectRpc(workerData.ports.host, async (name, input) => {
      if (name === 'engine.open') return peer.emit('log', { level: 'info', from: 'engine', message: workerData.bootId, fields: {} }), {}
      if (name === 'jobs.process') return { runnable: (await vectors.call('embed', ['a', 'b'])).value.length }
      if (name === 'reader.slowAnswer') return peer.emit('log', { level: 'warn', from: 'engine', message: input.name, fields: {} }), {}
      if (name === 'sync.now') return { jobIds: [(await peer.call('accounts.getAccessToken', { accountId: input.accountId, rejected: null })).value.expiresAtMs], joined: 0 }
      if (name === 'jobs.cancel') throw setImmediate(() => { throw new Error('the engine broke') })
      if (name === 'engine.stop' && input.drainMs === 0) return new Promise(() => {})
      if (name === 'engine.stop') return setImmediate(() => (peer.close(), vectors.close())), {}
      return new Promise(() => {})
    })`,
  reader: `
    const vectors = connectRpc(workerData.ports.embedder, answerNothing)
    const peer = connectRpc(workerData.ports.host, async (name) => {
      if (name === 'people.suggestions') peer.emit('slowAnswer', { name, tookMs: 2_000 })
      if (name === 'reader.stop') setImmediate(() => (peer.close(), vectors.close()))
      return {}
    })`,
  embedder: `
    const answer = async (name, texts) => texts.map(() => new Float32Array(1))
    const clients = [connectRpc(workerData.ports.engine, answer), connectRpc(workerData.ports.reader, answer)]
    const peer = connectRpc(workerData.ports.host, async () => (setImmediate(() => [peer, ...clients].forEach((one) => one.close())), {}))`,
}

let folder: string
let threads: Threads
let logged: LogLine[]
let failed: { name: ThreadName; message: string }[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnicrm-threads-'))
  for (const name of threadNames) {
    const head = `import { workerData } from 'node:worker_threads'\nimport { answerNothing, connectRpc } from ${rpc}\n`
    writeFileSync(join(folder, `${name}.mjs`), head + bodies[name])
  }
  logged = []
  failed = []
  threads = startThreads({
    entry: (name) => pathToFileURL(join(folder, `${name}.mjs`)),
    dataFolder: folder,
    bootId: 'boot-1',
    googleOrigin: null,
    runsSchedules: false,
    getAccessToken: async (accountId) => ({ ok: true, value: { token: 'token', expiresAtMs: accountId.length } }),
    onLog: (line) => logged.push(line),
    onFailure: (name, error) => failed.push({ name, message: error.message }),
  })
})

afterEach(async () => {
  await threads.stop(10)
  rmSync(folder, { recursive: true })
})

describe('startThreads', () => {
  it('joins the threads with the host and with each other', async () => {
    expect(await threads.open()).toEqual({ ok: true, value: {} })
    expect(await threads.engine.call('jobs.process', {})).toEqual({ ok: true, value: { runnable: 2 } })
    expect(await threads.engine.call('sync.now', { accountId: 'abc' })).toEqual({ ok: true, value: { jobIds: [3], joined: 0 } })
    expect(logged).toEqual([{ level: 'info', from: 'engine', message: 'boot-1', fields: {} }])
  })

  it('tells the engine when the reader was slow', async () => {
    await threads.open()
    logged.length = 0
    await threads.reader.call('people.suggestions', { cursor: null, limit: 1 })
    await expect.poll(() => logged).toEqual([{ level: 'warn', from: 'engine', message: 'people.suggestions', fields: {} }])
  })

  it('stops every thread by message', async () => {
    await threads.open()
    expect(await threads.stop(10)).toEqual([])
    expect(await threads.reader.call('status.get', {})).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    expect(failed).toEqual([])
  })

  it('stops what was never opened', async () => {
    expect(await threads.stop(10)).toEqual([])
  })

  it('answers what was asked of a thread that breaks, and says that it broke', async () => {
    await threads.open()
    const pending = threads.engine.call('jobs.resume', { kind: 'all' })
    await threads.engine.call('jobs.cancel', { ids: [1] })
    expect(await pending).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    await expect.poll(() => failed).toEqual([{ name: 'engine', message: 'the engine broke' }])
    expect(await threads.reader.call('status.get', {})).toMatchObject({ ok: true })
  })

  it('names the thread that does not end in time', async () => {
    await threads.open()
    expect(await threads.stop(0)).toEqual(['engine'])
    threads.engine.close()
  })
})
