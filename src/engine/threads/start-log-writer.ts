// Starts the thread that writes the database's log back. It belongs to the engine's thread, which starts it once and stops it by message.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { LogWriter, WriteBack } from '../db/log-writer.ts'
import type { Port } from './rpc.ts'
import { memoryLimits } from './thread-data.ts'

/** What the thread is told. */
export type LogWriterCall = 'write back' | 'close'

/** What it answers to `write back`. */
export type LogWriterAnswer = { readonly ok: true; readonly value: WriteBack } | { readonly ok: false; readonly reason: string }

/** The entry file lies in the source tree, or beside the bundle. */
function entry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './log-writer-thread.ts' : './log-writer-thread.js', import.meta.url)
}

/** Starts the thread. Its calls are made one at a time. */
export function startLogWriter(databasePath: string): LogWriter {
  const worker = new Worker(entry(), {
    name: 'omnicrm-log-writer',
    workerData: { databasePath },
    resourceLimits: memoryLimits.logWriter,
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const failure = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread that writes the log back has ended.')))
  })
  // Not lost: it is thrown to whoever calls next, and to each after that. Until then nobody awaits it, which Node would take for a fault.
  failure.catch(() => undefined)
  const port: Pick<Port, 'postMessage'> = worker
  const tell = (call: LogWriterCall): void => port.postMessage(call)
  return {
    async writeBack() {
      const answered = once(worker, 'message') as Promise<[LogWriterAnswer]>
      tell('write back')
      const [answer] = await Promise.race([answered, failure])
      if (!answer.ok) throw new Error(answer.reason)
      return answer.value
    },
    async close() {
      tell('close')
      await ended
    },
  }
}
