// The job monitor: the pipeline, what runs, what waits, what failed, and when it happens again.
import { Pause, Play } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { act } from '../../lib/actions.ts'
import { client } from '../../lib/client.ts'
import { valueOf } from '../../lib/loadable.ts'
import { openScreen } from '../../lib/navigation-store.ts'
import { processJobs, useProcessJobs } from '../../lib/process-jobs-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorStrip } from '../../ui/error-state.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AlertList } from './alert-list.tsx'
import { ItemFailureList } from './item-failure-list.tsx'
import { JobList } from './job-list.tsx'
import { MetricsView } from './metrics-view.tsx'
import { overviewStore } from './overview-store.ts'
import { PauseList } from './pause-list.tsx'
import { PipelinePicture } from './pipeline-picture.tsx'
import { ScheduleList } from './schedule-list.tsx'

const topics = ['jobs', 'alerts'] as const

/** The tabs under the picture. */
const jobsTabs = ['processing', 'queued', 'failed', 'cancelled', 'completed', 'items', 'schedules', 'figures'] as const
type JobsTab = (typeof jobsTabs)[number]

/** `openTab` is the tab of the address; any word but a tab's shows the first. */
export function JobsScreen({ openTab }: { openTab: string | null }) {
  const { overview, refresh, receive } = useStore(overviewStore)
  useLive(topics, refresh)
  useEffect(() => client.on('jobs.progress', receive), [receive])
  const tab = jobsTabs.find((known) => known === openTab) ?? 'processing'
  const status = useStatus()
  const jobs = status?.jobs
  const value = valueOf(overview)
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <ScreenHeader title="Jobs">
        <Controls isPaused={value?.pauses.some((pause) => pause.scope === 'all') ?? false} />
      </ScreenHeader>
      {overview.kind === 'error' && <ErrorStrip error={overview.error} onRetry={() => void refresh()} />}
      <AlertList />
      <PauseList pauses={value?.pauses ?? []} />
      <div className="shrink-0 px-6 pb-5">
        <PipelinePicture />
      </div>
      <div className="flex min-h-64 flex-1 flex-col">
        <Tabs
          label="Jobs"
          value={tab}
          onChange={(next) => openScreen('jobs', next)}
          tabs={[
            { value: 'processing', label: 'Running', count: jobs?.processing ?? null },
            { value: 'queued', label: 'Waiting', count: jobs?.queued ?? null },
            { value: 'failed', label: 'Failed', count: status === null ? null : status.jobs.failed - status.dismissedJobs },
            { value: 'cancelled', label: 'Cancelled', count: jobs?.cancelled ?? null },
            { value: 'completed', label: 'Finished', count: jobs?.completed ?? null },
            { value: 'items', label: 'Items', count: value?.itemFailures ?? null },
            { value: 'schedules', label: 'Schedules' },
            { value: 'figures', label: 'Figures' },
          ]}
        >
          <TabContent tab={tab} />
        </Tabs>
      </div>
    </div>
  )
}

function TabContent({ tab }: { tab: JobsTab }) {
  if (tab === 'items') return <ItemFailureList />
  if (tab === 'schedules') return <ScheduleList />
  if (tab === 'figures') return <MetricsView />
  return <JobList key={tab} status={tab} />
}

function Controls({ isPaused }: { isPaused: boolean }) {
  const { isProcessing, outcome } = useProcessJobs()
  return (
    <>
      <p role="status" className="text-muted">
        {isProcessing ? '' : outcome}
      </p>
      {isPaused ? (
        <Button icon={<Play aria-hidden size={14} />} onClick={() => void act('jobs.resume', { kind: 'all' })}>
          Resume all
        </Button>
      ) : (
        <Button icon={<Pause aria-hidden size={14} />} onClick={() => void act('jobs.pause', { kind: 'all' })}>
          Pause all
        </Button>
      )}
      <Button look="primary" isBusy={isProcessing} icon={<Play aria-hidden size={14} />} onClick={processJobs}>
        {isProcessing ? 'Processing…' : 'Process Jobs'}
      </Button>
    </>
  )
}
