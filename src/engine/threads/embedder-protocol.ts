// What the engine and the reader ask of the embedder thread, and how a thread sees that model as if it were its own.
import { unwrapResult } from '../../shared/app-error.ts'
import type { Embedder } from '../search/embedder.ts'
import type { LogLine } from './log-line.ts'
import { answerNothing, connectRpc, type Port, type RpcPeer } from './rpc.ts'

/** Name and size of a model: known without loading it. */
export type EmbeddingModel = Pick<Embedder, 'model' | 'dimension'>

/** The embedder's side of a channel with a thread that needs vectors. */
export type EmbedderSide = {
  readonly calls: { readonly embed: { readonly input: readonly string[]; readonly output: Float32Array[] } }
  readonly events: Record<never, never>
}

/** The side that only asks. */
export type NothingSide = { readonly calls: Record<never, never>; readonly events: Record<never, never> }

/** The embedder's side of its channel with the host. */
export type EmbedderControlSide = {
  readonly calls: { readonly 'embedder.stop': { readonly input: Record<string, never>; readonly output: Record<string, never> } }
  readonly events: { readonly log: LogLine }
}

/** The side of the model's thread, which the embedder's thread starts and ends. */
export type ModelSide = {
  readonly calls: EmbedderSide['calls']
  readonly events: { readonly log: LogLine }
}

/** The model's thread as the embedder's thread sees it. */
export type ModelPeer = RpcPeer<NothingSide, ModelSide>

/** What the model's thread finds in its `workerData`. */
export interface ModelThreadData {
  readonly port: Port
}

/** The embedder as its host sees it. */
export type EmbedderControlPeer = RpcPeer<NothingSide, EmbedderControlSide>

/** The embedder thread's model, seen from another thread. Rejects with an `AppError`. */
export function connectEmbedder(port: Port, { model, dimension }: EmbeddingModel): Embedder & { close(): void } {
  const peer = connectRpc<NothingSide, EmbedderSide>(port, answerNothing)
  return {
    model,
    dimension,
    async embed(texts, signal) {
      return unwrapResult(await peer.call('embed', texts, signal))
    },
    close: () => peer.close(),
  }
}
