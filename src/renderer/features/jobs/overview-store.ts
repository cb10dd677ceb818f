// The head of the job monitor: stages, pauses, schedules, metrics, and what running jobs say between two answers.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventPayload } from '../../../shared/ipc/contract.ts'
import type { JobMetricsReport, JobOverview, Schedule } from '../../../shared/views/jobs.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { loading, settle, type Loadable } from '../../lib/loadable.ts'
import { advanceProgress, forgetSilent, type LiveProgress } from './live-progress.ts'
import { advanceRate, type Rate } from './stage-rate.ts'

interface OverviewState {
  overview: Loadable<JobOverview>
  schedules: Loadable<readonly Schedule[]>
  metrics: Loadable<JobMetricsReport>
  /** What running jobs have told lately, by their ids. */
  progress: ReadonlyMap<number, LiveProgress>
  /** Items a second of each stage, while it moves. */
  rates: ReadonlyMap<string, Rate>
  refresh(): Promise<void>
  refreshMetrics(): Promise<void>
  receive(event: EventPayload<'jobs.progress'>): void
}

const metricsWindowMs = 60 * 60_000

/** Makes the store. `now` is milliseconds since the epoch. */
export function createOverviewStore(client: Client, now: () => number): StoreApi<OverviewState> {
  return createStore<OverviewState>()((set, get) => ({
    overview: loading,
    schedules: loading,
    metrics: loading,
    progress: new Map(),
    rates: new Map(),
    async refresh() {
      const [overview, schedules] = await Promise.all([client.call('jobs.overview', {}), client.call('jobs.schedules', {})])
      const rates = new Map(get().rates)
      if (overview.ok) {
        for (const stage of overview.value.stages)
          rates.set(stage.kind, advanceRate(rates.get(stage.kind), stage.doneItems, now()))
      }
      set({ overview: settle(get().overview, overview), schedules: settle(get().schedules, schedules), rates })
      set({ progress: forgetSilent(get().progress, now()) })
    },
    async refreshMetrics() {
      const answer = await client.call('jobs.metrics', { sinceMs: now() - metricsWindowMs })
      set({ metrics: settle(get().metrics, answer) })
    },
    receive({ jobId, progress }) {
      const before = get().progress
      set({ progress: forgetSilent(before, now()).set(jobId, advanceProgress(before.get(jobId), progress, now())) })
    },
  }))
}

/** The job monitor of this window. */
export const overviewStore = createOverviewStore(liveClient, Date.now)
