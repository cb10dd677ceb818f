// The log writer's thread: writes the database's log back when the engine says so, and ends when the engine says so.
import { parentPort, workerData } from 'node:worker_threads'
import { openLogWriter } from '../db/log-writer.ts'
import type { Port } from './rpc.ts'
import type { LogWriterAnswer, LogWriterCall } from './start-log-writer.ts'

const { databasePath } = workerData as { readonly databasePath: string }
const log = openLogWriter(databasePath)

const port = parentPort as Port

port.on('message', (call: LogWriterCall) => {
  if (call === 'write back') return port.postMessage(answer())
  log.close()
  port.close()
})

function answer(): LogWriterAnswer {
  try {
    return { ok: true, value: log.writeBack() }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
