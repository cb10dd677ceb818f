// The job engine against the floor and against its fastest peer, all in the same rounds.
import { type Benchmark, interleave } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'
import { runBare } from './bare.ts'
import { fillTable, runIdle, runOnCopy, runOursEnqueue, runOursProcess, runStartLatency } from './ours.ts'
import { runPlainjob } from './plainjob.ts'

/** What the app's own registry allows for its busiest kinds. */
const atOnceInTheApp = 4

/**
 * `bench jobs`. Like against like: one job at a time, as the bare loop and plainjob run them; `processVsStatements` is held against the
 * statements alone, which read no payload, call nobody and keep no result. Beside it stands what the app gains by running four of a kind at
 * a time, and ten, whose ends and starts share a commit. `processKeyedVsBare` is for jobs with a unique key and a provider's bucket, as a
 * sync has. `metricsCost` is what is left of the throughput with metrics.
 */
export const jobs: Benchmark = {
  packages: ['better-sqlite3', 'plainjob'],
  ratios: {
    processVsBare: ['processOurs', 'processBare'],
    processVsStatements: ['processOurs', 'processStatements'],
    processVsPlainjob: ['processOurs', 'processPlainjob'],
    processKeyedVsBare: ['processOursKeyed', 'processBare'],
    processFourAtOnceVsBare: ['processOursFourAtOnce', 'processBare'],
    processTenAtOnceVsBare: ['processOursTenAtOnce', 'processBare'],
    metricsCost: ['processOurs', 'processOursWithoutMetrics'],
    enqueueVsBare: ['enqueueOurs', 'enqueueBare'],
    bulkEnqueueVsBare: ['bulkEnqueueOurs', 'bulkEnqueueBare'],
    fullTableVsEmpty: ['processFullTable', 'processEmptyTable'],
  },
  run: ({ isQuick }) =>
    inTempFolder(async (folder) => {
      const rounds = isQuick ? 3 : 5
      const passes = isQuick ? 3 : 5
      // Large enough that starting and stopping a runner, which an app does once, does not count.
      const size = isQuick ? 5_000 : 20_000
      const singles = isQuick ? 1_000 : 2_000
      const full = isQuick ? fillTable(folder, 100_000, 10_000) : fillTable(folder, 1_000_000, 100_000)
      const fresh = fillTable(folder, 0, size)
      const throughput = await interleave(
        [
          () => runBare(singles, size),
          () => runOursEnqueue(singles, size),
          () => runOursProcess('processOurs', size, 1),
          () => runOursProcess('processOursWithoutMetrics', size, 1, { keepsFigures: false }),
          () => runOursProcess('processOursKeyed', size, 1, { keeping: 'keyed' }),
          () => runOursProcess('processOursFourAtOnce', size, atOnceInTheApp),
          () => runPlainjob(size),
          () => runOursProcess('processOursTenAtOnce', size, 10),
        ],
        rounds,
        passes,
      )
      const tables = await interleave(
        [() => runOnCopy('processEmptyTable', fresh, size), () => runOnCopy('processFullTable', full, size)],
        rounds,
        isQuick ? 1 : 3,
      )
      const latency = await interleave([() => runStartLatency(isQuick ? 200 : 500)], rounds, 1)
      const idle = await runIdle(isQuick ? 3_000 : 10_000)
      return { ...throughput, ...tables, ...latency, idleWakeUps: Object.values(idle) }
    }),
}
