// Starts the engine, the reader and the embedder from a host process, joins them, and stops them by message.
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { type Result, unwrapResult } from '../../shared/app-error.ts'
import type { EmbedderControlPeer, EmbedderControlSide, NothingSide } from './embedder-protocol.ts'
import type { AccessToken, EngineHostSide, EnginePeer, EngineSide } from './engine-protocol.ts'
import type { LogLine } from './log-line.ts'
import type { ReaderHostSide, ReaderPeer, ReaderSide } from './reader-protocol.ts'
import { answerNothing, answerWith, connectRpc } from './rpc.ts'
import {
  type EmbedderThreadData,
  type EngineThreadData,
  memoryLimits,
  type ReaderThreadData,
  type ThreadName,
  threadNames,
} from './thread-data.ts'

/** What the threads are started with. */
export interface ThreadsOptions {
  /** Where a thread's entry file is: `src/engine/threads/engine-thread.ts`, or beside the bundle `engine-thread.js`. */
  readonly entry: (name: ThreadName) => URL
  readonly dataFolder: string
  readonly bootId: string
  readonly googleOrigin: string | null
  readonly runsSchedules: boolean
  readonly getAccessToken: (accountId: string, rejected: string | null) => Promise<Result<AccessToken>>
  readonly onLog: (line: LogLine) => void
  /** A thread ended without being told to. It is never started again: the host has to say so and restart the program. */
  readonly onFailure: (name: ThreadName, error: Error) => void
}

/** The running threads. */
export interface Threads {
  readonly engine: EnginePeer
  readonly reader: ReaderPeer
  /** Opens the database, first for writing (and migrating), then for reading. Calls made before wait for it. */
  open(): Promise<Result<Record<string, never>>>
  /**
   * Stops every thread and waits for their end: the engine may take `drainMs` to put down its work, and all of it a little more.
   * Resolves to the names of threads that did not end in time.
   */
  stop(drainMs: number): Promise<ThreadName[]>
  /** Resolves when the last thread has ended, however long that takes. */
  readonly ended: Promise<unknown>
}

/** How much longer than its jobs' drain a thread may take to close what it has open. */
const closingMs = 3_000

/** Starts the threads. Each is started once in the life of a process: Electron does not survive workers that are terminated and started again. */
export function startThreads(options: ThreadsOptions): Threads {
  const engineHost = new MessageChannel()
  const readerHost = new MessageChannel()
  const embedderHost = new MessageChannel()
  const engineEmbedder = new MessageChannel()
  const readerEmbedder = new MessageChannel()
  let isStopping = false

  const start = (name: ThreadName, data: EngineThreadData | ReaderThreadData | EmbedderThreadData): Promise<void> => {
    const transferList = Object.values(data.ports) as MessagePort[]
    const worker = new Worker(options.entry(name), {
      name: `omnicrm-${name}`,
      workerData: data,
      transferList,
      resourceLimits: memoryLimits[name],
    })
    let failure: Error | undefined
    worker.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))))
    return new Promise((resolve) => {
      worker.on('exit', (code) => {
        if (!isStopping) options.onFailure(name, failure ?? new Error(`The ${name} thread ended with code ${code}.`))
        resolve()
      })
    })
  }

  const { dataFolder, bootId, googleOrigin, runsSchedules } = options
  const ended: Record<ThreadName, Promise<void>> = {
    engine: start('engine', {
      dataFolder,
      bootId,
      googleOrigin,
      runsSchedules,
      ports: { host: engineHost.port2, embedder: engineEmbedder.port2 },
    }),
    reader: start('reader', { dataFolder, ports: { host: readerHost.port2, embedder: readerEmbedder.port2 } }),
    embedder: start('embedder', {
      ports: { host: embedderHost.port2, engine: engineEmbedder.port1, reader: readerEmbedder.port1 },
    }),
  }

  const engine: EnginePeer = connectRpc<EngineHostSide, EngineSide>(
    engineHost.port1,
    answerWith<EngineHostSide>({
      'accounts.getAccessToken': async ({ accountId, rejected }) =>
        unwrapResult(await options.getAccessToken(accountId, rejected)),
    }),
  )
  const reader: ReaderPeer = connectRpc<ReaderHostSide, ReaderSide>(readerHost.port1, answerNothing)
  const embedder: EmbedderControlPeer = connectRpc<NothingSide, EmbedderControlSide>(embedderHost.port1, answerNothing)
  engine.on('log', options.onLog)
  reader.on('log', options.onLog)
  embedder.on('log', options.onLog)
  reader.on('slowAnswer', (slow) => void engine.call('reader.slowAnswer', slow))

  return {
    engine,
    reader,
    async open() {
      const opened = await engine.call('engine.open', {})
      return opened.ok ? await reader.call('reader.open', {}) : opened
    },
    ended: Promise.all(Object.values(ended)),
    async stop(drainMs) {
      isStopping = true
      // The reader first: a connection that reads keeps the engine from writing its log back in full.
      await within(closingMs, reader.call('reader.stop', {}))
      await within(drainMs + closingMs, engine.call('engine.stop', { drainMs }))
      await within(closingMs, embedder.call('embedder.stop', {}))
      const names = await Promise.all(
        threadNames.map(async (name) =>
          (await within(
            closingMs,
            ended[name].then(() => true),
          ))
            ? []
            : [name],
        ),
      )
      return names.flat()
    },
  }
}

/** The value of the promise, or `undefined` when it takes longer. */
async function within<Value>(limitMs: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
