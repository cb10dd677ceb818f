import { describe, expect, it } from 'vitest'
import type { Embedder } from '../search/embedder.ts'
import { EmbedQueue } from './embed-queue.ts'

function createEmbedder(): Embedder & { readonly slices: string[][] } {
  const slices: string[][] = []
  return {
    model: 'length',
    dimension: 1,
    slices,
    async embed(texts) {
      if (texts.includes('broken')) throw new Error('cannot be read')
      slices.push([...texts])
      return texts.map((text) => Float32Array.of(text.length))
    },
  }
}

const never = new AbortController().signal
const many = Array.from({ length: 10 }, (_, index) => 'x'.repeat(index))

describe('EmbedQueue', () => {
  it('answers one vector for each text, in order, however it slices them', async () => {
    const queue = new EmbedQueue(createEmbedder())
    const vectors = await queue.embed(many, 'later', never)
    expect(vectors.map((vector) => vector[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(await queue.embed([], 'now', never)).toEqual([])
  })

  it('gives the model so much at once as keeps a search waiting for a moment only', async () => {
    const embedder = createEmbedder()
    const long = 'x'.repeat(900)
    await new EmbedQueue(embedder).embed([...many, long, long, 'x'.repeat(5_000)], 'later', never)
    expect(embedder.slices.map((texts) => texts.length)).toEqual([4, 4, 2, 1, 1, 1])
  })

  it('lets a search go before the rest of a job', async () => {
    const embedder = createEmbedder()
    const queue = new EmbedQueue(embedder)
    const order: string[] = []
    const job = queue.embed(many, 'later', never).then(() => order.push('job'))
    const search = queue.embed(['words'], 'now', never).then(() => order.push('search'))
    await Promise.all([job, search])
    expect(order).toEqual(['search', 'job'])
    expect(embedder.slices[1]).toEqual(['words'])
  })

  it('fails the request that fails and serves the next one', async () => {
    const queue = new EmbedQueue(createEmbedder())
    const broken = queue.embed(['broken'], 'later', never)
    const whole = queue.embed(['whole'], 'later', never)
    await expect(broken).rejects.toThrow('cannot be read')
    expect(await whole).toEqual([Float32Array.of(5)])
  })

  it('drops a request that nobody wants any more', async () => {
    const controller = new AbortController()
    const embedder = createEmbedder()
    const queue = new EmbedQueue(embedder)
    const request = queue.embed(many, 'later', controller.signal)
    controller.abort(new Error('not wanted'))
    await expect(request).rejects.toThrow('not wanted')
    expect(embedder.slices.length).toBeLessThan(3)
  })
})
