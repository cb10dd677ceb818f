// Holds the embedding model in a thread of its own while it is used: what it takes, some 150 MB, comes back only when a thread ends.
import { MessageChannel, Worker } from 'node:worker_threads'
import { AppError, unwrapResult } from '../../shared/app-error.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { bundledModel } from '../search/bundled-model.ts'
import type { Embedder } from '../search/embedder.ts'
import type { ModelPeer, ModelSide, ModelThreadData, NothingSide } from './embedder-protocol.ts'
import type { LogLine } from './log-line.ts'
import { answerNothing, connectRpc } from './rpc.ts'
import { memoryLimits } from './thread-data.ts'

/** For how long (ms) nobody may have wanted a vector before the model goes. Coming back takes it about half a second. */
export const modelIdleMs = 120_000

/** A model that is there when it is needed. */
export interface LentModel extends Embedder {
  /** Ends the thread, if there is one. Nothing is embedded after that. */
  close(): void
}

/** What the model is lent with. */
export interface LentModelOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly onLog: (line: LogLine) => void
  /** The thread's file, where it is not the model's own. */
  readonly entry?: URL
}

/** The entry file lies in the source tree, or beside the bundle. */
function modelEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './model-thread.ts' : './model-thread.js', import.meta.url)
}

/**
 * Starts the model's thread with the first text and ends it when it has been idle, by message: a thread that ends by itself may be
 * started again, also in Electron. A thread that breaks fails what was asked of it; the next text starts another.
 */
export function lendModel({ clock, logger, onLog, entry = modelEntry() }: LentModelOptions): LentModel {
  let peer: ModelPeer | undefined
  let asked = 0
  let isClosed = false
  let takeBackEnd = (): void => undefined

  const start = (): ModelPeer => {
    const { port1, port2 } = new MessageChannel()
    const workerData: ModelThreadData = { port: port2 }
    const worker = new Worker(entry, {
      name: 'omnicrm-model',
      workerData,
      transferList: [port2],
      resourceLimits: memoryLimits.model,
    })
    worker.on('error', (error) => logger.error('The thread of the embedding model broke', { error }))
    const started: ModelPeer = connectRpc<NothingSide, ModelSide>(port1, answerNothing)
    started.on('log', onLog)
    void started.closed.then(() => {
      if (peer === started) peer = undefined
    })
    return started
  }

  /** The thread ends by itself once nothing is left that could speak to it. */
  const end = (): void => {
    takeBackEnd()
    peer?.close()
    peer = undefined
  }

  return {
    ...bundledModel,
    async embed(texts, signal) {
      signal?.throwIfAborted()
      if (isClosed) throw new AppError('unavailable', 'The embedding model has been closed.', 'Start OmniCRM again.')
      takeBackEnd()
      peer ??= start()
      asked += 1
      try {
        return unwrapResult(await peer.call('embed', texts))
      } finally {
        asked -= 1
        if (asked === 0 && !isClosed) takeBackEnd = clock.callAt(clock.now() + modelIdleMs, end)
      }
    },
    close() {
      isClosed = true
      end()
    },
  }
}
