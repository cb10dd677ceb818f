import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { ownTurn } from './own-turn.ts'

describe('ownTurn', () => {
  it('lets everybody else in between any two that wait', async () => {
    const seen: string[] = []
    const { port1, port2 } = new MessageChannel()
    const heard = new Promise<void>((resolve) => {
      port2.once('message', () => {
        seen.push('message')
        resolve()
      })
    })
    const work = async (name: string): Promise<void> => {
      await ownTurn()
      seen.push(name)
      if (name === 'first') port1.postMessage(null)
      await heard
    }
    await Promise.all([work('first'), work('second'), work('third'), work('fourth')])
    port1.close()
    expect(seen[0]).toBe('first')
    expect(seen.indexOf('message')).toBeLessThan(seen.indexOf('fourth'))
  })

  it('keeps the order in which they came', async () => {
    const seen: number[] = []
    await Promise.all([1, 2, 3].map(async (each) => ownTurn().then(() => seen.push(each))))
    expect(seen).toEqual([1, 2, 3])
  })
})
