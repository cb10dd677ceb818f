// The head of the job monitor: stages, pauses, schedules, metrics, and what running jobs say between two answers.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventPayload } from '../../../shared/ipc/contract.ts'
import type { JobMetricsReport, JobOverview, Schedule } from '../../../shared/views/jobs.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { loading, settle, type Loadable } from '../../lib/loadable.ts'
import { advanceProgress, forgetSilent, type LiveProgress } from './live-progress.ts'
import { advanceRate, type Rate } from './stage-rate.ts'

const minuteMs = 60_000
const windowsMs = { hour: 60 * minuteMs, day: 24 * 60 * minuteMs, week: 7 * 24 * 60 * minuteMs } as const

/** Of how long a time the figures are. */
export type MetricsWindow = keyof typeof windowsMs
/** @see MetricsWindow */
export const metricsWindows = ['hour', 'day', 'week'] as const satisfies readonly MetricsWindow[]

interface OverviewState {
  overview: Loadable<JobOverview>
  schedules: Loadable<readonly Schedule[]>
  metrics: Loadable<JobMetricsReport>
  metricsWindow: MetricsWindow
  /** What running jobs have told lately, by their ids. */
  progress: ReadonlyMap<number, LiveProgress>
  /** Items a second of each stage, while it moves. */
  rates: ReadonlyMap<string, Rate>
  refresh(): Promise<void>
  refreshMetrics(): Promise<void>
  setMetricsWindow(window: MetricsWindow): Promise<void>
  receive(event: EventPayload<'jobs.progress'>): void
}

/** Makes the store. `now` is milliseconds since the epoch. */
export function createOverviewStore(client: Client, now: () => number): StoreApi<OverviewState> {
  return createStore<OverviewState>()((set, get) => ({
    overview: loading,
    schedules: loading,
    metrics: loading,
    metricsWindow: 'hour',
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
      const window = get().metricsWindow
      const answer = await client.call('jobs.metrics', { sinceMs: now() - windowsMs[window] })
      // A late answer about another time is not this one's.
      if (get().metricsWindow === window) set({ metrics: settle(get().metrics, answer) })
    },
    async setMetricsWindow(metricsWindow) {
      set({ metricsWindow })
      await get().refreshMetrics()
    },
    receive({ jobId, progress }) {
      const before = get().progress
      set({ progress: forgetSilent(before, now()).set(jobId, advanceProgress(before.get(jobId), progress, now())) })
    },
  }))
}

/** The job monitor of this window. */
export const overviewStore = createOverviewStore(liveClient, Date.now)
