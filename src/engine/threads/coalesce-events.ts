// Keeps the engine's events from flooding the screen: what happens often is told at a bearable pace, and the last word is never lost.
import type { DataTopic, EventPayload } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { Clock } from '../clock.ts'
import type { EngineEventName, EngineHost } from './engine-protocol.ts'

/** `data.changed`: at most five a second. */
const dataChangedEveryMs = 200
/** `jobs.progress`: at most ten a second for each job. */
const progressEveryMs = 100

type Progress = EventPayload<'jobs.progress'>

/** Wraps an `emit` so that it can be called as often as things happen. The first event passes at once, the last one always. */
export function coalesceEvents(emit: EngineHost['emit'], clock: Clock): EngineHost['emit'] {
  const topics = new Set<DataTopic>()
  const tellTopics = paced(clock, dataChangedEveryMs, () => {
    emit('data.changed', { topics: [...topics] })
    topics.clear()
  })

  const progress = new Map<number, { latest: Progress; tell: () => void }>()
  const tellProgress = (payload: Progress): void => {
    const known = progress.get(payload.jobId)
    if (known) {
      known.latest = payload
      return known.tell()
    }
    const entry = {
      latest: payload,
      tell: paced(
        clock,
        progressEveryMs,
        () => emit('jobs.progress', entry.latest),
        () => progress.delete(payload.jobId),
      ),
    }
    progress.set(payload.jobId, entry)
    entry.tell()
  }

  return (name, payload) => {
    const event = { name, payload } as { [Name in EngineEventName]: { name: Name; payload: EventPayload<Name> } }[EngineEventName]
    switch (event.name) {
      case 'data.changed':
        for (const topic of event.payload.topics) topics.add(topic)
        tellTopics()
        return
      case 'jobs.progress':
        tellProgress(event.payload)
        return
      case 'alerts.raised':
        emit('alerts.raised', event.payload)
        return
      case 'imports.finished':
        emit('imports.finished', event.payload)
        return
      case 'engine.writing':
        emit('engine.writing', event.payload)
        return
      case 'app.notice':
        emit('app.notice', event.payload)
        return
      default:
        assertNever(event, 'event')
    }
  }
}

/** Calls `tell` now, or, when that was less than `everyMs` ago, once that time is over. `rest` is called when nothing came for that long. */
function paced(clock: Clock, everyMs: number, tell: () => void, rest: () => void = () => undefined): () => void {
  let isCoolingDown = false
  let isWanted = false
  const coolDown = (): void => {
    isCoolingDown = true
    clock.callAt(clock.now() + everyMs, () => {
      isCoolingDown = false
      if (!isWanted) return rest()
      isWanted = false
      coolDown()
      tell()
    })
  }
  return () => {
    if (isCoolingDown) {
      isWanted = true
      return
    }
    coolDown()
    tell()
  }
}
