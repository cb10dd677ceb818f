// What the engine asks of an embedding model, so that a better model can take the place of the bundled one.

/** Turns texts into vectors whose closeness is closeness of meaning. */
export interface Embedder {
  /** Name and version of the model: vectors of different models are never compared. */
  readonly model: string
  readonly dimension: number
  /** One unit-length vector for each text, in order. Rejects when the signal is aborted or the model cannot be loaded. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}
