// What each thread finds in its `workerData`.
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
