// What each thread is started with: its `workerData` and how much memory it may take for short-lived values.
import type { ResourceLimits } from 'node:worker_threads'
import type { EngineOptions } from './engine-protocol.ts'
import type { ReaderOptions } from './reader-protocol.ts'
import type { Port } from './rpc.ts'

/** The threads, by the name of their entry files (`engine-thread`, …). */
export const threadNames = ['engine', 'reader', 'embedder'] as const
/** @see threadNames */
export type ThreadName = (typeof threadNames)[number]

/** What can be copied to another thread of the engine's options. */
export interface EngineThreadData extends Omit<EngineOptions, 'clock' | 'logger'> {
  readonly ports: { readonly host: Port; readonly embedder: Port }
}

/** @see EngineThreadData */
export interface ReaderThreadData extends Omit<ReaderOptions, 'clock' | 'logger'> {
  readonly ports: { readonly host: Port; readonly embedder: Port }
}

/** The embedder serves the reader (somebody waits) before the engine (a job). */
export interface EmbedderThreadData {
  readonly ports: { readonly host: Port; readonly engine: Port; readonly reader: Port }
}

/**
 * Room for values that have just come into being, in MB. Left alone, V8 lets each thread's grow to 128 MB and keeps it while the
 * thread goes on working, though no thread here is faster for it: the model's works a little better within a processor's cache.
 */
export const memoryLimits: Record<ThreadName | 'model' | 'logWriter', ResourceLimits> = {
  engine: { maxYoungGenerationSizeMb: 48 },
  reader: { maxYoungGenerationSizeMb: 24 },
  embedder: { maxYoungGenerationSizeMb: 6 },
  model: { maxYoungGenerationSizeMb: 12 },
  logWriter: { maxYoungGenerationSizeMb: 6 },
}
