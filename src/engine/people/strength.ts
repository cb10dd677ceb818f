// How alive a relationship is, stored free of the clock so that sorting by it never goes stale.

/** What the strength of a relationship depends on. */
export interface StrengthBasis {
  readonly sentCount: number
  readonly receivedCount: number
  readonly meetingCount: number
  /** Null when nothing has happened yet. */
  readonly lastInteractionAtMs: number | null
}

/** A relationship loses half of its volume in this time of silence. */
const halfLifeMs = 90 * 24 * 3600 * 1000

/** This volume, today, is a strength of 100: about fifty messages both ways. */
const fullVolumeLog2 = 8

/** Steps of the stored number in one half-life. */
const stepsPerHalfLife = 1000

/**
 * What `contacts.strength` holds: `1000 · (log2(volume) + last / 90 days)`, rounded. Two contacts compare by it as they do by
 * {@link strengthAt} at any later time, and equal data give an equal number whenever it is computed.
 *
 * `volume = 1 + 2·sent + received + 4·meetings + 2·min(sent, received)`: answering each other counts most. Who was never
 * answered nor met counts an eighth of their messages.
 */
export function storedStrength(basis: StrengthBasis): number {
  if (basis.lastInteractionAtMs === null) return 0
  const isMutual = basis.sentCount > 0 || basis.meetingCount > 0
  const volume = isMutual
    ? 1 + 2 * basis.sentCount + basis.receivedCount + 4 * basis.meetingCount + 2 * Math.min(basis.sentCount, basis.receivedCount)
    : 1 + basis.receivedCount / 8
  return Math.round(stepsPerHalfLife * (Math.log2(volume) + basis.lastInteractionAtMs / halfLifeMs))
}

/** Strength from 0 to 100 at a time: `100 · (log2(volume) − silence / 90 days) / 8`, kept within its bounds. */
export function strengthAt(stored: number, nowMs: number): number {
  if (stored === 0) return 0
  const remaining = stored / stepsPerHalfLife - nowMs / halfLifeMs
  return Math.round(Math.min(1, Math.max(0, remaining / fullVolumeLog2)) * 100)
}
