// Puts the stored pieces of one Google event together: master and changed occurrences, or a single event.
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { type GoogleEvent, googleEventSchema, readGoogleEvent, readGoogleException } from './google-event.ts'
import type { Series, SeriesException } from './source-event.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'

/** What the pieces of an event say together. */
export interface ReadSeries {
  /** Null when the master, or the single event, is gone. */
  readonly series: Series | null
  /** Changed occurrences that cannot be understood: in their places the series goes by its rule. */
  readonly unreadable: ReadonlyMap<RawEvent, Error>
}

/**
 * The series under one id. Changed occurrences of a master that was never shared stand for themselves. One that Google no longer has is no
 * exception any more; only a cancelled one takes its occurrence away.
 * @throws UnreadableEventError when the master, or the single event, cannot be understood.
 */
export function readGoogleSeries(seriesId: string, pieces: readonly RawEvent[], calendarZone: string | null): ReadSeries {
  const masterPiece = pieces.find(({ externalId }) => externalId === seriesId)
  if (masterPiece && masterPiece.goneAt !== null) return { series: null, unreadable: new Map() }
  const master = masterPiece ? readResource(masterPiece) : null
  if (master?.status === 'cancelled') return { series: null, unreadable: new Map() }
  const exceptions: SeriesException[] = []
  const unreadable = new Map<RawEvent, Error>()
  for (const piece of pieces) {
    if (piece === masterPiece || piece.goneAt !== null) continue
    try {
      exceptions.push(readGoogleException(readResource(piece), calendarZone))
    } catch (error) {
      unreadable.set(piece, error instanceof Error ? error : new Error(String(error)))
    }
  }
  return { series: { master: master && readGoogleEvent(master, calendarZone), exceptions }, unreadable }
}

function readResource(raw: RawEvent): GoogleEvent {
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
  return parsed.data
}
