// Turns wall-clock times into instants and back, for zones by name and for zones that a calendar file describes itself.
import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'

/** A time zone. Wall-clock times are `YYYY-MM-DDTHH:mm:ss`. */
export interface Zone {
  /** IANA name where there is one, else the name that the source gives. */
  readonly id: string
  /** A time that a clock change skips or repeats is read as RFC 5545 says: with the offset before the change. */
  toInstantMs(wall: string): number
  toWall(instantMs: number): string
}

const dayMs = 86_400_000
const stretchMs = 8 * dayMs
const ianaZones = new Map<string, Zone | null>()

/** The zone of an IANA name, or null when there is none of that name. */
export function ianaZone(id: string): Zone | null {
  const known = ianaZones.get(id)
  if (known !== undefined) return known
  const zone = makeIanaZone(id)
  ianaZones.set(id, zone)
  return zone
}

function makeIanaZone(id: string): Zone | null {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
  // Most stretches of days have one offset; only those around a clock change need the full rules.
  const offsets = new Map<number, number | null>()
  const offsetAt = (instantMs: number): number =>
    Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(id).offsetNanoseconds / 1e6
  const steadyOffset = (stretch: number): number | null => {
    const known = offsets.get(stretch)
    if (known !== undefined) return known
    // A day on either side covers every offset from UTC.
    const before = offsetAt(stretch * stretchMs - dayMs)
    const offset = before === offsetAt((stretch + 1) * stretchMs + dayMs) ? before : null
    offsets.set(stretch, offset)
    return offset
  }
  return {
    id,
    toInstantMs(wall) {
      const naiveMs = Date.parse(`${wall}Z`)
      const offset = steadyOffset(Math.floor(naiveMs / stretchMs))
      return offset === null ? Temporal.PlainDateTime.from(wall).toZonedDateTime(id).epochMilliseconds : naiveMs - offset
    },
    toWall: (instantMs) =>
      Temporal.Instant.fromEpochMilliseconds(instantMs)
        .toZonedDateTimeISO(id)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' }),
  }
}

/** Coordinated universal time. */
export const utcZone: Zone = {
  id: 'UTC',
  toInstantMs: (wall) => Date.parse(`${wall}Z`),
  toWall: (instantMs) => new Date(instantMs).toISOString().slice(0, 19),
}

/** A zone from a calendar file's own VTIMEZONE. */
export function describedZone(description: ICAL.Timezone): Zone {
  const toTime = (wall: string): ICAL.Time => ICAL.Time.fromDateTimeString(wall)
  return {
    id: description.tzid,
    toInstantMs(wall) {
      const time = toTime(wall)
      time.zone = description
      return time.toUnixTime() * 1000
    },
    toWall(instantMs) {
      const time = ICAL.Time.fromJSDate(new Date(instantMs), true).convertToZone(description)
      return time.toString().slice(0, 19)
    },
  }
}
