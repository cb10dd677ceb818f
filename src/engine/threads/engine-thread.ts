// The engine's thread: joins the engine to its channels with the host and the embedder, and ends when the host says so.
import { workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { startEngine } from '../engine.ts'
import { bundledModel } from '../search/bundled-model.ts'
import { coalesceEvents } from './coalesce-events.ts'
import { connectEmbedder } from './embedder-protocol.ts'
import type { EngineHandle, EngineHost, EngineHostSide, EngineSide } from './engine-protocol.ts'
import { findDamageApart } from './find-damage-apart.ts'
import { startLogWriter } from './start-log-writer.ts'
import { createLineLogger } from './log-line.ts'
import { Opening } from './opening.ts'
import { type Answer, connectRpc } from './rpc.ts'
import type { EngineThreadData } from './thread-data.ts'
import { validateOutput } from './validate-output.ts'

const { ports, ...settings } = workerData as EngineThreadData
const embedder = connectEmbedder(ports.embedder, bundledModel)

const engine = new Opening<EngineHandle>()

const answer: Answer<EngineSide> = async (name, input) => {
  switch (name) {
    case 'engine.open':
      await engine.open(
        startEngine({ ...settings, clock: systemClock, logger }, { host, embedder, startLogWriter, findDamage: findDamageApart }),
      )
      return {}
    case 'engine.ping':
      return {}
    case 'engine.stop':
      await engine.close((handle) => handle.stop((input as EngineSide['calls']['engine.stop']['input']).drainMs))
      setImmediate(closeChannels)
      return {}
    default:
      return validateOutput(name, await (await engine.handle).handle(name, input as never)) as never
  }
}

const peer = connectRpc<EngineSide, EngineHostSide>(ports.host, answer)
const logger = createLineLogger('engine', (line) => peer.emit('log', line))
const host: EngineHost = {
  getAccessToken: (accountId, rejected) => peer.call('accounts.getAccessToken', { accountId, rejected: rejected ?? null }),
  emit: coalesceEvents((name, payload) => peer.emit(name, payload as never), systemClock),
}

/** The answer to the last call goes first; nothing then keeps the thread alive. */
function closeChannels(): void {
  peer.close()
  embedder.close()
}
