// The peer: plainjob, the fastest queue on SQLite there is for Node, used as its README says (with a shorter poll than it ships with).
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { better, defineQueue, defineWorker } from 'plainjob'
import { inTempFolder } from '../temp-folder.ts'
import { perSecond } from './bare.ts'

const quiet = { error: console.error, warn() {}, info() {}, debug() {} }

/** Enqueues in bulk and lets one worker process it all. Figures are jobs a second. */
export function runPlainjob(jobs: number): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
    const queue = defineQueue({ connection: better(new BetterSqlite3(path.join(folder, 'plainjob.db'))), logger: quiet })
    let beganAt = performance.now()
    queue.addMany(
      'noop',
      Array.from({ length: jobs }, (_, index) => ({ contactId: index + 1 })),
    )
    const bulkEnqueuePlainjob = perSecond(jobs, beganAt)

    beganAt = performance.now()
    let left = jobs
    let done = (): void => undefined
    const allDone = new Promise<void>((resolve) => (done = resolve))
    const worker = defineWorker('noop', () => undefined, {
      queue,
      logger: quiet,
      pollIntervall: 10,
      onCompleted: () => {
        left -= 1
        if (left === 0) done()
      },
    })
    const stopped = worker.start()
    await allDone
    const processPlainjob = perSecond(jobs, beganAt)
    await worker.stop()
    await stopped
    queue.close()
    return { bulkEnqueuePlainjob, processPlainjob }
  })
}
