// Puts the stored pieces of one Google event together: master and changed occurrences, or a single event.
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { type GoogleEvent, googleEventSchema, readGoogleEvent, readGoogleException } from './google-event.ts'
import type { Series } from './source-event.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'

/** A raw event with its payload understood. */
export interface ReadGoogleEvent {
  readonly raw: RawEvent
  readonly event: GoogleEvent
}

/** The resource in a raw event. @throws UnreadableEventError when it is none. */
export function readGoogleResource(raw: RawEvent): ReadGoogleEvent {
  let json: unknown
  try {
    json = JSON.parse(raw.payload.toString('utf8'))
  } catch (error) {
    throw new UnreadableEventError('Google’s answer for this event is not readable', { cause: error })
  }
  const parsed = googleEventSchema.safeParse(json)
  if (!parsed.success)
    throw new UnreadableEventError(
      `Google’s answer for this event has an unknown shape: ${parsed.error.issues[0]?.message ?? ''}`,
    )
  return { raw, event: parsed.data }
}

/** Whether the source no longer has the event. */
function isGone({ raw, event }: ReadGoogleEvent): boolean {
  return raw.goneAt !== null || event.status === 'cancelled'
}

/**
 * The series under one id; null when its master, or the single event, is gone.
 * Changed occurrences of a master that was never shared stand for themselves. One that Google no longer has is no exception any more;
 * only a cancelled one takes its occurrence away.
 */
export function readGoogleSeries(
  seriesId: string,
  pieces: readonly ReadGoogleEvent[],
  calendarZone: string | null,
): Series | null {
  const master = pieces.find(({ event }) => event.id === seriesId)
  if (master && isGone(master)) return null
  const exceptions = pieces
    .filter(({ raw, event }) => event.recurringEventId === seriesId && raw.goneAt === null)
    .map(({ event }) => readGoogleException(event, calendarZone))
  return { master: master ? readGoogleEvent(master.event, calendarZone) : null, exceptions }
}
