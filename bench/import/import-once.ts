// Imports one path in a process of its own, so that its peak memory is its own: node import-once.ts DATA_FOLDER PATH
import { databasePathIn, openDatabase } from '../../src/engine/db/open.ts'
import { systemClock } from '../../src/engine/clock.ts'
import { startEngine } from '../../src/engine/engine.ts'
import { silentLogger } from '../../src/engine/logger.ts'
import { bundledModel } from '../../src/engine/search/bundled-model.ts'
import { startLogWriter } from '../../src/engine/threads/start-log-writer.ts'

const [dataFolder = '', target = ''] = process.argv.slice(2)

/** `bench embed` measures the model; here it costs nothing. Texts differ in their vectors, as they do in earnest. */
const quickEmbedder = {
  ...bundledModel,
  embed: (texts: readonly string[]): Promise<Float32Array[]> => Promise.resolve(texts.map(toVector)),
}

function toVector(text: string): Float32Array {
  let state = text.length
  for (let index = 0; index < text.length; index += 7) state = (state * 31 + text.charCodeAt(index)) % 65_521
  return Float32Array.from({ length: bundledModel.dimension }, (_, index) => (((state + index * 2_654) % 509) - 254) / 5_750)
}

function countItems(): number {
  const db = openDatabase(databasePathIn(dataFolder))
  const row = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM raw_events').get()
  db.close()
  return row?.count ?? 0
}

const before = countItems()
const engine = await startEngine(
  { dataFolder, bootId: String(process.pid), googleOrigin: null, runsSchedules: false, clock: systemClock, logger: silentLogger },
  {
    host: { getAccessToken: () => Promise.reject(new Error('files need no sign-in')), emit: () => undefined },
    embedder: quickEmbedder,
    startLogWriter,
  },
)
const startedAt = performance.now()
await engine.handle('files.import', { paths: [target] })
await engine.handle('engine.startWork', { enqueueLaunchJobs: false })
await engine.handle('engine.waitUntilIdle', {})
const seconds = (performance.now() - startedAt) / 1_000
await engine.stop(0)
const items = countItems() - before
console.log(JSON.stringify({ itemsPerSecond: items / seconds, peakRssMb: process.resourceUsage().maxRSS / 1_024 }))
