// The whole engine on a data folder, without threads, a host and the model.
import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { startEngine } from '../engine.ts'
import { silentLogger } from '../logger.ts'
import type { EngineHandle } from '../threads/engine-protocol.ts'
import { oneVectorEmbedder } from './one-vector-embedder.ts'

/** Starts an engine, lets `work` use it, and stops it. Nobody is signed in. */
export async function withTestEngine(dataFolder: string, work: (engine: EngineHandle) => Promise<void>): Promise<void> {
  const host = { getAccessToken: () => Promise.reject(new Error('nobody is signed in here')), emit: () => undefined }
  const engine = await startEngine(
    { dataFolder, bootId: randomUUID(), googleOrigin: null, runsSchedules: false, clock: systemClock, logger: silentLogger },
    { host, embedder: oneVectorEmbedder },
  )
  try {
    await work(engine)
  } finally {
    await engine.stop(0)
  }
}
