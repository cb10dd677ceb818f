// Typed events for every change of state, so that the screen, the command line and tests watch without hooks into the runner.
import type { JobStatus } from '../../shared/jobs/vocabulary.ts'
import type { Alert, JobProgress } from '../../shared/views/jobs.ts'
import type { Logger } from '../logger.ts'

/** Which job an event is about. */
export interface JobReference {
  readonly jobId: number
  readonly kind: string
  readonly accountId: string | null
  readonly flowId: number
}

/** Everything the job engine tells. All of it is told after the commit that made it true. */
export interface JobEvents {
  'job.started': JobReference & { readonly attempt: number }
  /** At most ten a second for each job, and always the last one. */
  'job.progress': JobReference & { readonly progress: JobProgress }
  /** The job has ended: it will not run again by itself. */
  'job.finished': JobReference & {
    readonly status: Extract<JobStatus, 'completed' | 'failed' | 'cancelled'>
    readonly error: string | null
  }
  /** The attempt has ended, the job has not: it failed, was rate limited or was interrupted, and runs again. */
  'job.requeued': JobReference & {
    readonly outcome: 'failed' | 'snoozed' | 'interrupted'
    readonly reason: string
    readonly runAtMs: number
  }
  'alert.raised': Alert
  'alert.closed': { readonly id: number }
  /** Pauses, schedules or jobs were changed from outside of the runner. */
  'queue.changed': { readonly reason: 'enqueued' | 'pauses' | 'schedules' | 'jobs' | 'figures' }
  /** What the engine has to keep cannot be kept now (a full disk); it tries again by itself. */
  'engine.write_failed': { readonly message: string; readonly hint: string }
  /** It can be kept again. */
  'engine.write_recovered': Record<string, never>
  /** Nothing runs and nothing can start now. */
  'queue.idle': Record<string, never>
}

type Listener<Name extends keyof JobEvents> = (event: JobEvents[Name]) => void

/** Where the engine tells and others listen. */
export interface JobEventHub {
  /** Calls `listener` for each such event until the returned function is called. */
  on<Name extends keyof JobEvents>(name: Name, listener: Listener<Name>): () => void
  emit<Name extends keyof JobEvents>(name: Name, event: JobEvents[Name]): void
  /** Tells whether anybody listens, so that an event nobody wants need not be made. */
  hasListeners(name: keyof JobEvents): boolean
}

/** A hub whose listeners cannot harm the engine: what one throws is logged. */
export function createJobEvents(logger: Logger): JobEventHub {
  const listeners: { [name in keyof JobEvents]?: readonly ((event: never) => void)[] } = {}
  return {
    on(name, listener) {
      // A new list each time: one that is being told is never changed.
      listeners[name] = [...(listeners[name] ?? []), listener]
      return () => {
        listeners[name] = listeners[name]?.filter((other) => other !== listener) ?? []
      }
    },
    emit(name, event) {
      for (const listener of listeners[name] ?? none) {
        try {
          listener(event as never)
        } catch (error) {
          logger.error('a listener to job events threw', { event: name, error })
        }
      }
    },
    hasListeners: (name) => (listeners[name] ?? none).length > 0,
  }
}

const none: readonly ((event: never) => void)[] = []
