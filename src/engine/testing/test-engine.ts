// The whole engine on a data folder, without threads, a host and the model.
import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { startEngine } from '../engine.ts'
import { silentLogger } from '../logger.ts'
import { bundledModel } from '../search/bundled-model.ts'
import type { Embedder } from '../search/embedder.ts'
import type { EngineHandle } from '../threads/engine-protocol.ts'

/** One vector for everything: which texts are embedded is what counts here, not what they mean. */
const blandEmbedder: Embedder = {
  ...bundledModel,
  embed: (texts) =>
    Promise.resolve(texts.map(() => new Float32Array(bundledModel.dimension).fill(bundledModel.dimension ** -0.5))),
}

/** Starts an engine, lets `work` use it, and stops it. Nobody is signed in. */
export async function withTestEngine(dataFolder: string, work: (engine: EngineHandle) => Promise<void>): Promise<void> {
  const host = { getAccessToken: () => Promise.reject(new Error('nobody is signed in here')), emit: () => undefined }
  const engine = await startEngine(
    { dataFolder, bootId: randomUUID(), googleOrigin: null, runsSchedules: false, clock: systemClock, logger: silentLogger },
    { host, embedder: blandEmbedder },
  )
  try {
    await work(engine)
  } finally {
    await engine.stop(0)
  }
}
