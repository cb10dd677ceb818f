// An embedder without a model, for tests that ask which texts are embedded and not what they mean.
import { bundledModel } from '../search/bundled-model.ts'
import type { Embedder } from '../search/embedder.ts'

/** Gives every text the same vector, at once. */
export const oneVectorEmbedder: Embedder = {
  ...bundledModel,
  embed: (texts) =>
    Promise.resolve(texts.map(() => new Float32Array(bundledModel.dimension).fill(bundledModel.dimension ** -0.5))),
}
