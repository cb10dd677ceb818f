// How many messages are asked for at once, and what becomes of those that do not come.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import { BatchSize, type Fetched, fetchInBatches } from './fetch-in-batches.ts'

const run = { context: { yield: async () => undefined } }
const reset = new GoogleRequestError({ kind: 'transient' }, 500, 'reading a message', 'Google answered 500.')

/** What was handed over, batch by batch. */
let batches: Fetched<string>[][]
let size: BatchSize
beforeEach(() => {
  batches = []
  size = new BatchSize()
})

const numbered = (count: number): string[] => Array.from({ length: count }, (_, number) => `m${number}`)
const fetchAll = (ids: readonly string[], fetchOne: (id: string) => Promise<string>): Promise<void> =>
  fetchInBatches(run, size, ids, fetchOne, async (batch) => void batches.push([...batch]))
const sizes = (): number[] => batches.map((batch) => batch.length)
const failed = (): Fetched<string>[] => batches.flat().filter(({ kind }) => kind === 'failed')

describe('batches', () => {
  it('begin with 50 and double to at most 100 while all goes well', async () => {
    await fetchAll(numbered(350), async (id) => id)
    expect(sizes()).toEqual([50, 100, 100, 100])
  })

  it('are halved by any trouble, and double again after it', async () => {
    let isFirst = true
    await fetchAll(numbered(125), async (id) => {
      if (id !== 'm3' || !isFirst) return id
      isFirst = false
      throw reset
    })
    expect(sizes()).toEqual([49, 25, 50, 1])
    expect(new Set(batches.flat().map(({ id }) => id)).size).toBe(125)
  })

  it('never have more than eight requests in flight', async () => {
    let inFlight = 0
    let most = 0
    await fetchAll(numbered(60), async (id) => {
      most = Math.max(most, (inFlight += 1))
      await nextTurn()
      inFlight -= 1
      return id
    })
    expect(most).toBe(8)
  })
})

describe('trouble that passes', () => {
  it('of single messages sets them aside as what it is, while the rest comes', async () => {
    await fetchAll(numbered(60), async (id) => {
      if (id === 'm7') throw reset
      return id
    })
    expect(failed()).toEqual([{ kind: 'failed', id: 'm7', reason: reset.message, isPassing: true }])
    expect(batches.flat()).toHaveLength(60)
  })

  it('of a few messages that are all there is does not stop the sync', async () => {
    await fetchAll(numbered(3), () => Promise.reject(reset))
    expect(failed()).toHaveLength(3)
  })

  it.each([0, 100])('of everything after %i messages is an outage: it is thrown, and no message is blamed', async (before) => {
    let left = before
    const fetchOne = async (id: string): Promise<string> => {
      if (left <= 0) throw reset
      left -= 1
      return id
    }
    await expect(fetchAll(numbered(500), fetchOne)).rejects.toBe(reset)
    expect([failed(), batches.flat().length]).toEqual([[], before])
  })

  it('is an outage, too, when the batches have become smaller than that', async () => {
    for (let shrinking = 0; shrinking < 6; shrinking += 1) size.shrink()
    expect(size.current).toBe(1)
    await expect(fetchAll(numbered(50), () => Promise.reject(reset))).rejects.toBe(reset)
    expect(batches).toEqual([])
  })
})

it('what Google refuses for good is told apart from what passes', async () => {
  const refused = new GoogleRequestError({ kind: 'skip_item', isGone: false }, 403, 'reading a message', 'Google answered 403.')
  await fetchAll(['bad'], () => Promise.reject(refused))
  expect(failed()).toEqual([{ kind: 'failed', id: 'bad', reason: refused.message, isPassing: false }])
})
