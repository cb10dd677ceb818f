// What the runner does about word from code that changes jobs: told in the middle of a transaction, acted on after the current task.
import type { Dispatcher } from './dispatcher.ts'
import type { DueTimes } from './due-times.ts'
import type { JobEventHub } from '../events.ts'
import type { QueueListener } from '../queue-binding.ts'
import type { Reporter } from './reporter.ts'
import type { RunningJobs } from './running-jobs.ts'

/** Who hears what, and how to get the runner going. */
export interface ListenerParts {
  readonly dispatcher: Dispatcher
  readonly due: DueTimes
  readonly running: RunningJobs
  readonly reporter: Reporter
  readonly events: JobEventHub
  /** Takes a turn soon, unless one is being taken now. */
  readonly scheduleTurn: () => void
  /** Takes a turn soon in any case. */
  readonly scheduleNextTurn: () => void
  /** Looks at everything anew. */
  readonly wake: () => void
  readonly isStopped: () => boolean
}

/** Makes the runner's ears. */
export function createRunnerListener(parts: ListenerParts): QueueListener {
  const { dispatcher, due, running, reporter, events } = parts
  const later = (work: () => void): void => queueMicrotask(() => !parts.isStopped() && work())
  const wakeAndTell = (reason: 'pauses' | 'schedules'): void =>
    later(() => {
      parts.wake()
      events.emit('queue.changed', { reason })
    })
  return {
    laneReady: (lane) => {
      dispatcher.noteReady(lane)
      parts.scheduleTurn()
    },
    readyAt: (atMs) => {
      due.jobAtMs = Math.min(due.jobAtMs, atMs)
      parts.scheduleTurn()
    },
    pausesChanged: () => {
      dispatcher.notePauses()
      wakeAndTell('pauses')
    },
    schedulesChanged: () => wakeAndTell('schedules'),
    cancelRequested: (ids) => {
      running.noteCancelRequest(ids)
      later(parts.scheduleNextTurn)
    },
    alertRaised: (id) => {
      reporter.noteAlert(id)
      later(parts.scheduleNextTurn)
    },
    jobsChanged: () => later(() => events.emit('queue.changed', { reason: 'jobs' })),
  }
}
