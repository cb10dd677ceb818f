import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Port } from '../../engine/threads/rpc.ts'
import { createTestClock, type TestClock } from '../../engine/testing/test-clock.ts'
import { AnswerWatch, askEveryMs, looksBeforeAlarm, type WatchedThread } from './answer-watch.ts'

let clock: TestClock
let isWorking: boolean
let told: string[]
/** Questions that are not answered yet, with what answers them. */
let asked: Map<WatchedThread, () => void>
let isDeaf: boolean
let watch: AnswerWatch

beforeEach(() => {
  clock = createTestClock()
  isWorking = false
  told = []
  asked = new Map()
  isDeaf = false
  watch = new AnswerWatch({
    clock,
    ask: (thread) =>
      thread === 'engine' && isDeaf ? new Promise<void>((resolve) => asked.set(thread, resolve)) : Promise.resolve(),
    isWorking: () => isWorking,
    fellSilent: (thread) => told.push(`${thread} is silent`),
    spoke: (thread) => told.push(`${thread} speaks`),
  })
})

async function pass(looks: number): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    clock.advance(askEveryMs)
    await Promise.resolve()
    await Promise.resolve()
  }
}

it('tells once that a thread has been silent for half a minute, and once that it speaks again', async () => {
  isDeaf = true
  watch.start()
  await pass(looksBeforeAlarm - 1)
  expect(told).toEqual([])
  await pass(1)
  expect(told).toEqual(['engine is silent'])
  await pass(20)
  isDeaf = false
  asked.get('engine')?.()
  await pass(1)
  expect(told).toEqual(['engine is silent', 'engine speaks'])
})

it('does not count the time in which the computer slept', async () => {
  isDeaf = true
  watch.start()
  await pass(2)
  clock.jumpTo(clock.now() + 8 * 3_600_000)
  await pass(2)
  expect(told).toEqual([])
})

it('asks while jobs are at work, and nothing while nothing happens', async () => {
  isWorking = true
  watch.start()
  await pass(3)
  const armed = vi.spyOn(clock, 'callAt')
  await pass(1)
  expect(armed).toHaveBeenCalledOnce()
  isWorking = false
  await pass(1)
  armed.mockClear()
  await pass(100)
  expect(armed).not.toHaveBeenCalled()
  // The thread stops to answer while nothing is going on: the next click finds out.
  isDeaf = true
  watch.wake()
  await pass(looksBeforeAlarm)
  expect(told).toEqual(['engine is silent'])
})

it('looks once more after every click, and not before it is told to begin', async () => {
  const armed = vi.spyOn(clock, 'callAt')
  watch.wake()
  expect(armed).not.toHaveBeenCalled()
  watch.start()
  // Answered already; what is clicked now is another matter.
  await pass(0)
  isDeaf = true
  watch.wake()
  await pass(looksBeforeAlarm + 1)
  expect(told).toEqual(['engine is silent'])
})

it('notices a real thread that is blocked, and hears it again when it is not any more', async () => {
  const program = `const { parentPort } = require('node:worker_threads')
    parentPort.on('message', (block) => {
      if (block) {
        Atomics.store(block, 0, 1)
        Atomics.notify(block, 0)
        Atomics.wait(block, 1, 0)
      } else parentPort.postMessage('here')
    })`
  const threads = { engine: new Worker(program, { eval: true }), reader: new Worker(program, { eval: true }) }
  const answered: Record<WatchedThread, Promise<unknown>> = { engine: Promise.resolve(), reader: Promise.resolve() }
  const tell = (thread: WatchedThread, message: Int32Array | null): void => {
    const port: Pick<Port, 'postMessage'> = threads[thread]
    port.postMessage(message)
  }
  const real = new AnswerWatch({
    clock,
    ask: (thread) => {
      answered[thread] = once(threads[thread], 'message')
      tell(thread, null)
      return answered[thread]
    },
    isWorking: () => true,
    fellSilent: (thread) => told.push(`${thread} is silent`),
    spoke: (thread) => told.push(`${thread} speaks`),
  })
  try {
    real.start()
    for (let look = 0; look < 2 * looksBeforeAlarm; look += 1) {
      await Promise.all([answered.engine, answered.reader])
      await pass(1)
    }
    await answered.engine
    expect(told).toEqual([])

    const block = new Int32Array(new SharedArrayBuffer(8))
    tell('engine', block)
    await Atomics.waitAsync(block, 0, 0).value
    // Between two looks the other thread answers: this one would have, too.
    for (let look = 0; look < 1 + looksBeforeAlarm; look += 1) {
      await answered.reader
      await pass(1)
    }
    expect(told).toEqual(['engine is silent'])

    Atomics.store(block, 1, 1)
    Atomics.notify(block, 1)
    await answered.engine
    expect(told).toEqual(['engine is silent', 'engine speaks'])
  } finally {
    await Promise.all([threads.engine.terminate(), threads.reader.terminate()])
  }
})
