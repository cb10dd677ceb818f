// Name and size of the model that ships with the program, for those who must not load it.

/** Universal Sentence Encoder lite (English; works on other languages through shared word pieces). */
export const bundledModel = { model: 'use-lite-en-1', dimension: 512 } as const
