// The job engine against the floor and against its fastest peer, all in the same rounds.
import { type Benchmark, interleave } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'
import { runBare } from './bare.ts'
import { fillTable, runIdle, runOnCopy, runOurs, runOursTenAtOnce, runStartLatency } from './ours.ts'
import { runPlainjob } from './plainjob.ts'

/** `bench jobs`. Both sides of a ratio process one job at a time; the figure with ten at once is told beside them. */
export const jobs: Benchmark = {
  packages: ['better-sqlite3', 'plainjob'],
  ratios: {
    processVsBare: ['processOurs', 'processBare'],
    processVsPlainjob: ['processOurs', 'processPlainjob'],
    processTenAtOnceVsBare: ['processOursTenAtOnce', 'processBare'],
    enqueueVsBare: ['enqueueOurs', 'enqueueBare'],
    bulkEnqueueVsBare: ['bulkEnqueueOurs', 'bulkEnqueueBare'],
    fullTableVsEmpty: ['processFullTable', 'processEmptyTable'],
  },
  run: ({ isQuick }) =>
    inTempFolder(async (folder) => {
      const rounds = isQuick ? 3 : 5
      const size = isQuick ? 5_000 : 20_000
      const singles = isQuick ? 3_000 : 10_000
      const full = isQuick ? fillTable(folder, 100_000, 10_000) : fillTable(folder, 1_000_000, 100_000)
      const fresh = fillTable(folder, 0, size)
      const samples = await interleave(
        [
          () => runBare(singles, size),
          () => runOurs(singles, size),
          () => runPlainjob(size),
          () => runOursTenAtOnce(size),
          () => runOnCopy('processEmptyTable', fresh, size),
          () => runOnCopy('processFullTable', full, size),
          () => runStartLatency(isQuick ? 200 : 500),
        ],
        rounds,
      )
      const idle = await runIdle(isQuick ? 3_000 : 10_000)
      return { ...samples, idleWakeUps: Object.values(idle) }
    }),
}
