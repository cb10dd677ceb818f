import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { nextTurn } from './next-turn.ts'

describe('nextTurn', () => {
  it('gives one turn after the other, in the order of asking', async () => {
    const order: string[] = []
    const work = async (name: string): Promise<void> => {
      for (let step = 1; step <= 2; step += 1) {
        await nextTurn()
        order.push(`${name}${step}`)
      }
    }
    await Promise.all([work('a'), work('b'), work('c')])
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2'])
  })

  it('lets a message in between two turns', async () => {
    const { port1, port2 } = new MessageChannel()
    const order: string[] = []
    const heard = new Promise<void>((resolve) => {
      port2.on('message', () => {
        order.push('message')
        resolve()
      })
    })
    const jobs = Promise.all(
      Array.from({ length: 50 }, async () => {
        await nextTurn()
        if (order.length === 0) port1.postMessage('a command')
        order.push('turn')
      }),
    )
    await Promise.all([jobs, heard])
    port2.close()
    expect(order.indexOf('message')).toBeLessThan(10)
  })
})
