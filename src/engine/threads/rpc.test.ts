import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import { answerNothing, type AnswerTable, answerWith, connectRpc } from './rpc.ts'

type Server = {
  readonly calls: {
    readonly double: { readonly input: number; readonly output: number }
    readonly fail: { readonly input: 'known' | 'unknown'; readonly output: never }
    readonly wait: { readonly input: null; readonly output: null }
    readonly give: { readonly input: null; readonly output: unknown }
  }
  readonly events: { readonly moved: { readonly to: number } }
}
type Client = { readonly calls: Record<never, never>; readonly events: Record<never, never> }

const open: { close(): void }[] = []
afterEach(() => {
  for (const peer of open.splice(0)) peer.close()
})

function connect(overrides: Partial<AnswerTable<Server>> = {}) {
  const { port1, port2 } = new MessageChannel()
  const aborted: unknown[] = []
  const table: AnswerTable<Server> = {
    double: (value) => value * 2,
    fail: (kind) => {
      throw kind === 'known' ? new AppError('conflict', 'Twice.', 'Once.') : new Error('broken')
    },
    wait: (_input, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push((signal.reason as AppError).kind)
          reject(signal.reason)
        })
      }),
    give: () => () => undefined,
    ...overrides,
  }
  const server = connectRpc<Server, Client>(port1, answerWith<Server>(table))
  const client = connectRpc<Client, Server>(port2, answerNothing)
  open.push(server, client)
  return { server, client, aborted }
}

describe('connectRpc', () => {
  it('answers calls, each with its own answer, in whatever order they end', async () => {
    const { client } = connect({
      double: async (value) => new Promise((resolve) => setTimeout(() => resolve(value * 2), 20 - value)),
    })
    const answers = await Promise.all([client.call('double', 1), client.call('double', 20), client.call('double', 10)])
    expect(answers).toEqual([
      { ok: true, value: 2 },
      { ok: true, value: 40 },
      { ok: true, value: 20 },
    ])
  })

  it('answers a throw with an error value', async () => {
    const { client } = connect()
    expect(await client.call('fail', 'known')).toEqual({
      ok: false,
      error: { kind: 'conflict', message: 'Twice.', hint: 'Once.' },
    })
    expect(await client.call('fail', 'unknown')).toMatchObject({ ok: false, error: { kind: 'internal', message: 'broken' } })
  })

  it('answers a call of a name that nobody serves', async () => {
    const { client } = connect()
    expect(await client.call('toString' as 'double', 1)).toMatchObject({ ok: false, error: { kind: 'internal' } })
  })

  it('answers when an input or an answer cannot be copied to another thread', async () => {
    const { client } = connect()
    expect(await client.call('give', null)).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(await client.call('double', (() => 1) as unknown as number)).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(await client.call('double', 3)).toEqual({ ok: true, value: 6 })
  })

  it('gives up on a call when its signal aborts, and tells the other side', async () => {
    const { client, aborted } = connect()
    const controller = new AbortController()
    const answer = client.call('wait', null, controller.signal)
    controller.abort()
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(await client.call('wait', null, controller.signal)).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    await client.call('double', 1)
    expect(aborted).toEqual(['cancelled'])
  })

  it.each(['client', 'server'] as const)('loses no promise when the %s closes', async (side) => {
    const peers = connect()
    const answer = peers.client.call('wait', null)
    await peers.client.call('double', 1)
    peers[side].close()
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    await Promise.all([peers.client.closed, peers.server.closed])
    expect(peers.aborted).toEqual(['cancelled'])
    expect(await peers.client.call('double', 1)).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
  })

  it('tells events to those who listen, until they stop', async () => {
    const { client, server } = connect()
    const heard: number[] = []
    const stop = client.on('moved', ({ to }) => heard.push(to))
    server.emit('moved', { to: 1 })
    server.emit('moved', { to: 2 })
    await client.call('double', 1)
    stop()
    server.emit('moved', { to: 3 })
    await client.call('double', 1)
    expect(heard).toEqual([1, 2])
  })
})
