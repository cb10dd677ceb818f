// The reader's thread: joins the queries to their channel with the host, and ends when the host says so.
import { workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { startReader } from '../reader.ts'
import { bundledModel } from '../search/bundled-model.ts'
import { connectEmbedder } from './embedder-protocol.ts'
import { createLineLogger } from './log-line.ts'
import { Opening } from './opening.ts'
import type { ReaderHandle, ReaderHostSide, ReaderSide, SlowAnswer } from './reader-protocol.ts'
import { type Answer, connectRpc } from './rpc.ts'
import type { ReaderThreadData } from './thread-data.ts'
import { validateOutput } from './validate-output.ts'

const { ports, ...settings } = workerData as ReaderThreadData
const embedder = connectEmbedder(ports.embedder, bundledModel)

const reader = new Opening<ReaderHandle>()

const answer: Answer<ReaderSide> = async (name, input, signal) => {
  switch (name) {
    case 'reader.open':
      await reader.open(startReader({ ...settings, clock: systemClock, logger }, { embedder, onSlowAnswer }))
      return {}
    case 'reader.ping':
      return {}
    case 'reader.stop':
      await reader.close((handle) => handle.stop())
      setImmediate(closeChannels)
      return {}
    default:
      return validateOutput(name, await (await reader.handle).handle(name, input, signal)) as never
  }
}

const peer = connectRpc<ReaderSide, ReaderHostSide>(ports.host, answer)
const logger = createLineLogger('reader', (line) => peer.emit('log', line))

const onSlowAnswer = (slow: SlowAnswer): void => peer.emit('slowAnswer', slow)

/** The answer to the last call goes first; nothing then keeps the thread alive. */
function closeChannels(): void {
  peer.close()
  embedder.close()
}
