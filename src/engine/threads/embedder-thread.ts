// The embedder's thread: one model, shared by the engine's jobs and the reader's searches, there while one of them needs it.
import { workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { EmbedQueue, type EmbedUrgency } from './embed-queue.ts'
import type { EmbedderControlSide, EmbedderSide, NothingSide } from './embedder-protocol.ts'
import { lendModel } from './lend-model.ts'
import { createLineLogger, type LogLine } from './log-line.ts'
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
const onLog = (line: LogLine): void => control.emit('log', line)
const model = lendModel({ clock: systemClock, logger: createLineLogger('embedder', onLog), onLog })
const queue = new EmbedQueue(model)
const clients = [serve(ports.reader, 'now'), serve(ports.engine, 'later')]

function serve(port: Port, urgency: EmbedUrgency) {
  return connectRpc<EmbedderSide, NothingSide>(
    port,
    answerWith<EmbedderSide>({ embed: (texts, signal) => queue.embed(texts, urgency, signal) }),
  )
}

/** Nothing then keeps the thread alive. */
function closeChannels(): void {
  for (const one of [...clients, model, control]) one.close()
}
