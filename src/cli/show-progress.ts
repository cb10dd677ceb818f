// One line on stderr that tells what the jobs are doing, where a person is watching.
import type { EnginePeer } from '../engine/threads/engine-protocol.ts'

const clearLine = '\r\u001B[K'

/** Shows progress until the returned function is called. Does nothing where stderr is not a terminal. */
export function showProgress(engine: EnginePeer): () => void {
  if (!process.stderr.isTTY) return () => undefined
  const stop = engine.on('jobs.progress', ({ kind, progress }) => {
    const total = progress.total === null ? '' : ` / ${progress.total.toLocaleString('en')}`
    process.stderr.write(`${clearLine}${kind}: ${progress.done.toLocaleString('en')}${total} ${progress.what}`)
  })
  return () => {
    stop()
    process.stderr.write(clearLine)
  }
}
