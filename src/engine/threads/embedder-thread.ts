// The embedder's thread: one model, shared by the engine's jobs and the reader's searches.
import { workerData } from 'node:worker_threads'
import { startEmbedder } from '../search/bundled-embedder.ts'
import { EmbedQueue, type EmbedUrgency } from './embed-queue.ts'
import type { EmbedderControlSide, EmbedderSide, NothingSide } from './embedder-protocol.ts'
import { createLineLogger } from './log-line.ts'
import { answerWith, connectRpc, type Port } from './rpc.ts'
import type { EmbedderThreadData } from './thread-data.ts'

const { ports } = workerData as EmbedderThreadData

const control = connectRpc<EmbedderControlSide, NothingSide>(
  ports.host,
  answerWith<EmbedderControlSide>({
    'embedder.stop': () => {
      setImmediate(closeChannels)
      return {}
    },
  }),
)
const logger = createLineLogger('embedder', (line) => control.emit('log', line))
const queue = startEmbedder({ logger }).then((embedder) => new EmbedQueue(embedder))
const clients = [serve(ports.reader, 'now'), serve(ports.engine, 'later')]

function serve(port: Port, urgency: EmbedUrgency) {
  return connectRpc<EmbedderSide, NothingSide>(
    port,
    answerWith<EmbedderSide>({ embed: async (texts, signal) => (await queue).embed(texts, urgency, signal) }),
  )
}

/** Nothing then keeps the thread alive. */
function closeChannels(): void {
  for (const peer of [control, ...clients]) peer.close()
}
