// "Process Jobs": starts whatever is runnable, says that it runs, and afterwards what it did.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Status } from '../../shared/views/status.ts'
import { client as liveClient, type Client } from './client.ts'
import { formatCounted } from './format-number.ts'
import { valueOf } from './loadable.ts'
import { openScreen } from './navigation-store.ts'
import { statusStore } from './status-store.ts'
import { showError, showToast } from './toast-store.ts'

interface ProcessState {
  isProcessing: boolean
  /** What the last run did; null before the first. */
  outcome: string | null
  /** Answers what the run did; null when a message has told already, or when another one is under way. */
  process(): Promise<string | null>
}

/** Counts at the start of a run, to tell what it did. */
export interface JobTally {
  completed: number
  failed: number
}

/** Where the store learns how the jobs stand. */
export interface StatusSource {
  get(): Status | null
  subscribe(listener: () => void): () => void
}

/** How long a run may take to show its first sign of life. */
const graceMs = 1_500

/** Makes the store; the app has one behind {@link useProcessJobs}. */
export function createProcessJobsStore(client: Client, source: StatusSource): StoreApi<ProcessState> {
  return createStore<ProcessState>()((set, get) => ({
    isProcessing: false,
    outcome: null,
    async process() {
      if (get().isProcessing) return null
      set({ isProcessing: true, outcome: null })
      const before = tallyOf(source.get())
      const answer = await client.call('jobs.process', {})
      if (!answer.ok) {
        showError(answer.error)
        set({ isProcessing: false, outcome: answer.error.message })
        return null
      }
      if (answer.value.runnable > 0) await untilIdle(source)
      const { runnable, heldBack, isPaused } = answer.value
      const outcome = outcomeText(before, tallyOf(source.get()), runnable, heldBack)
      set({ isProcessing: false, outcome })
      if (heldBack === 0) return outcome
      offerResume(outcome, isPaused)
      return null
    },
  }))
}

/** Resolves when no job runs any more, or when none has started within the grace. */
async function untilIdle(source: StatusSource): Promise<void> {
  await new Promise<void>((resolve) => {
    let hasStarted = false
    const look = (isGraceOver: boolean): void => {
      const status = source.get()
      const isBusy = status !== null && (status.jobs.processing > 0 || status.pill.kind === 'working')
      if (isBusy) hasStarted = true
      else if (hasStarted || isGraceOver) {
        clearTimeout(timer)
        stop()
        resolve()
      }
    }
    const timer = setTimeout(() => look(true), graceMs)
    const stop = source.subscribe(() => look(false))
    look(false)
  })
}

function tallyOf(status: Status | null): JobTally {
  return { completed: status?.jobs.completed ?? 0, failed: status?.jobs.failed ?? 0 }
}

/** "12 jobs finished, 1 failed": what changed between two tallies, and what a pause holds back. */
export function outcomeText(before: JobTally, after: JobTally, runnable: number, heldBack: number): string {
  const completed = Math.max(0, after.completed - before.completed)
  const failed = Math.max(0, after.failed - before.failed)
  const held = heldBack === 0 ? [] : [`${formatCounted(heldBack, 'job is', 'jobs are')} held back by a pause`]
  if (completed + failed === 0 && (runnable === 0 || heldBack > 0)) return held[0] ?? 'Nothing was waiting'
  return [`${formatCounted(completed, 'job')} finished`, ...(failed === 0 ? [] : [`${failed} failed`]), ...held].join(', ')
}

/** A pause of everything is lifted here and now; where only a part is paused, the screen of jobs shows which. */
function offerResume(outcome: string, isAllPaused: boolean): void {
  const resume = (): void => void liveClient.call('jobs.resume', { kind: 'all' })
  const action = isAllPaused
    ? { label: 'Resume', run: resume }
    : { label: 'Show pauses', run: () => openScreen('jobs', 'queued') }
  showToast({ tone: 'info', message: `${outcome}.`, action })
}

const processJobsStore = createProcessJobsStore(liveClient, {
  get: () => valueOf(statusStore.getState().status),
  subscribe: (listener) => statusStore.subscribe(listener),
})

/** The state of the Process Jobs buttons of this window. */
export function useProcessJobs(): ProcessState {
  return useStore(processJobsStore)
}

/** Starts a run where no button stands that could tell what came of it: a message does. */
export async function processJobsAndTell(): Promise<void> {
  const outcome = await processJobsStore.getState().process()
  if (outcome !== null) showToast({ tone: 'success', message: outcome })
}

/** Starts a run, as the buttons do. */
export function processJobs(): void {
  void processJobsStore.getState().process()
}
