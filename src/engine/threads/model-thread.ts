// The embedding model's thread: the embedder starts it when there is something to embed, and it ends when the embedder closes the channel.
import { workerData } from 'node:worker_threads'
import { startEmbedder } from '../search/bundled-embedder.ts'
import type { ModelSide, ModelThreadData, NothingSide } from './embedder-protocol.ts'
import { createLineLogger } from './log-line.ts'
import { answerWith, connectRpc } from './rpc.ts'

const { port } = workerData as ModelThreadData

const peer = connectRpc<ModelSide, NothingSide>(
  port,
  answerWith<ModelSide>({ embed: async (texts, signal) => (await embedder).embed(texts, signal) }),
)
const embedder = startEmbedder({ logger: createLineLogger('embedder', (line) => peer.emit('log', line)) })
