import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import { type CallChannel, calls } from '../../shared/ipc/contract.ts'
import { type CallHandlers, createRouter } from './router.ts'

const channels = Object.keys(calls) as CallChannel[]
let reached: { channel: string; input: unknown }[]
let failures: string[]
let answer: () => Promise<unknown>

/** Every channel answers with what the test says and remembers that it was reached. */
const handlers = Object.fromEntries(
  channels.map((channel) => [
    channel,
    (input: unknown) => {
      reached.push({ channel, input })
      return answer()
    },
  ]),
) as unknown as CallHandlers

const router = createRouter(handlers, (channel) => failures.push(channel))

beforeEach(() => {
  reached = []
  failures = []
  answer = async () => ({ ok: true, value: 'done' })
})

describe('the router', () => {
  it('hands a call that fits to its handler, without what the contract does not name', async () => {
    expect(await router.dispatch('timeline.get', { id: 7 })).toEqual({ ok: true, value: 'done' })
    expect(reached).toEqual([{ channel: 'timeline.get', input: { id: 7 } }])
  })

  it.each(channels)('answers junk to %s with a refusal', async (channel) => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        async (junk) => {
          fc.pre(!calls[channel].input.safeParse(junk).success)
          expect(await router.dispatch(channel, junk)).toMatchObject({ ok: false, error: { kind: 'invalid_input' } })
        },
      ),
      { numRuns: 50 },
    )
    expect(reached).toEqual([])
  })

  it('answers any other channel with a refusal', async () => {
    const names = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', ''),
    )
    await fc.assert(
      fc.asyncProperty(names, async (channel) => {
        fc.pre(!channels.includes(channel as CallChannel))
        expect(await router.dispatch(channel, {})).toMatchObject({ ok: false, error: { kind: 'invalid_input' } })
      }),
    )
    expect(reached).toEqual([])
  })

  it('answers a throw with its error', async () => {
    answer = async () => {
      throw new AppError('offline', 'No network.', 'Wait.')
    }
    expect(await router.dispatch('status.get', {})).toEqual({
      ok: false,
      error: { kind: 'offline', message: 'No network.', hint: 'Wait.' },
    })
    expect(failures).toEqual([])
  })

  it('reports what nobody foresaw', async () => {
    answer = () => Promise.reject(new TypeError('broken'))
    expect(await router.dispatch('status.get', {})).toMatchObject({ ok: false, error: { kind: 'internal' } })
    answer = async () => ({ ok: false, error: { kind: 'internal', message: 'broken', hint: '' } })
    await router.dispatch('jobs.overview', {})
    expect(failures).toEqual(['status.get', 'jobs.overview'])
  })
})
