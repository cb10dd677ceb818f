// Turns a series into its occurrences: wall-clock rules in the zone of the series, so that a 9 o'clock meeting stays at 9 across DST.
import ICAL from 'ical.js'
import { finishAtOnce } from '../steps.ts'
import { parseCalendarTime } from './parse-calendar-time.ts'
import type { EventTime, Series, SourceEvent } from './source-event.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'

/** One occurrence. `key` is its original start: a date, or an instant as `YYYY-MM-DDTHH:mm:ssZ`; empty for a single event. */
export interface Occurrence {
  readonly key: string
  readonly event: SourceEvent
  readonly start: EventTime
  readonly end: EventTime
  readonly isRecurring: boolean
}

/** Half-open range of instants in which the occurrences of a series are made; single events and exceptions are always made. */
export interface Horizon {
  readonly fromMs: number
  readonly untilMs: number
}

/** A rule that yields more steps than this is cut: no calendar needs it, and a broken rule must not run for ever. */
const mostSteps = 10_000

/** Steps of a rule, or occurrences, between two places to pause. */
const stepsAtOnce = 32

/** No zone is further from UTC than this. */
const widestOffsetMs = 14 * 3_600_000

/** The instant of a time; a date counts as midnight UTC. */
export function toInstantMs(time: EventTime): number {
  return time.kind === 'date' ? Date.parse(`${time.date}T00:00:00Z`) : time.zone.toInstantMs(time.wall)
}

/** The identity of an occurrence within its series. */
export function occurrenceKey(originalStart: EventTime): string {
  if (originalStart.kind === 'date') return originalStart.date
  return `${new Date(toInstantMs(originalStart)).toISOString().slice(0, 19)}Z`
}

/** {@link expandInSteps} without a pause. */
export function expandSeries(series: Series, horizon: Horizon): Occurrence[] {
  return finishAtOnce(expandInSteps(series, horizon))
}

/**
 * Every occurrence within the horizon, in order of original start; exceptions take the place of what the rule says. A daily series of
 * many years takes long: each `yield` is a place to pause, at most a millisecond or so after the one before.
 */
export function* expandInSteps(series: Series, horizon: Horizon): Generator<undefined, Occurrence[]> {
  const occurrences = new Map<string, Occurrence>()
  const { master } = series
  if (master) {
    if (master.recurrence.length === 0 && series.exceptions.length === 0) {
      return [{ key: '', event: master, start: master.start, end: master.end, isRecurring: false }]
    }
    for (const [key, start] of yield* expandStarts(master, horizon)) {
      occurrences.set(key, { key, event: master, start, end: addDuration(start, master), isRecurring: true })
      if (occurrences.size % stepsAtOnce === 0) yield
    }
  }
  for (const exception of series.exceptions) {
    const key = occurrenceKey(exception.originalStart)
    if (exception.event)
      occurrences.set(key, {
        key,
        event: exception.event,
        start: exception.event.start,
        end: exception.event.end,
        isRecurring: true,
      })
    else occurrences.delete(key)
  }
  return [...occurrences.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

function* expandStarts(master: SourceEvent, horizon: Horizon): Generator<undefined, Map<string, EventTime>> {
  const starts = new Map<string, EventTime>()
  const excluded = new Set<string>()
  const include = (start: EventTime): void => {
    const atMs = toInstantMs(start)
    if (atMs >= horizon.fromMs && atMs < horizon.untilMs) starts.set(occurrenceKey(start), start)
  }
  let hasRule = false
  for (const line of master.recurrence) {
    const [, name = '', value = ''] = /^([A-Za-z]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? []
    switch (name.toUpperCase()) {
      case 'RRULE':
        hasRule = true
        yield* expandRule(readRule(value), master.start, horizon, include)
        break
      case 'RDATE':
        for (const start of readDateList(value, master.start)) include(start)
        break
      case 'EXDATE':
        for (const start of readDateList(value, master.start)) excluded.add(occurrenceKey(start))
        break
      default:
      // EXRULE is deprecated and no calendar writes it (RFC 5545, appendix A).
    }
  }
  // Without a rule the start itself is the first of the RDATEs; with one, the rule yields it (RFC 5545, 3.8.5.3).
  if (!hasRule) include(master.start)
  for (const key of excluded) starts.delete(key)
  return starts
}

function* expandRule(
  rule: ICAL.Recur,
  start: EventTime,
  horizon: Horizon,
  include: (start: EventTime) => void,
): Generator<undefined, void> {
  const first = toIcalTime(start)
  if (rule.until) rule.until = toFloating(rule.until, start)
  const iterator = rule.iterator(first)
  // Walls are compared as text first: a zone's rules are only asked about what may lie within.
  const firstWall = new Date(horizon.fromMs - widestOffsetMs).toISOString().slice(0, 19)
  for (let step = 0; step < mostSteps; step += 1) {
    if (step % stepsAtOnce === stepsAtOnce - 1) yield
    const next = iterator.next()
    if (!next) return
    const text = next.toString()
    if (text < firstWall && text.length >= firstWall.length) continue
    const time = withWall(start, text)
    if (toInstantMs(time) >= horizon.untilMs) return
    include(time)
  }
}

/** UNTIL is given in UTC; the rule is walked in wall-clock time. */
function toFloating(until: ICAL.Time, start: EventTime): ICAL.Time {
  if (start.kind === 'date') return ICAL.Time.fromDateString(until.toString().slice(0, 10))
  if (until.isDate) return ICAL.Time.fromDateTimeString(`${until.toString().slice(0, 10)}T23:59:59`)
  const isUtc = until.zone === ICAL.Timezone.utcTimezone
  return ICAL.Time.fromDateTimeString(isUtc ? start.zone.toWall(until.toUnixTime() * 1000) : until.toString().slice(0, 19))
}

function toIcalTime(time: EventTime): ICAL.Time {
  return time.kind === 'date' ? ICAL.Time.fromDateString(time.date) : ICAL.Time.fromDateTimeString(time.wall)
}

function withWall(like: EventTime, text: string): EventTime {
  return like.kind === 'date'
    ? { kind: 'date', date: text.slice(0, 10) }
    : { kind: 'time', wall: text.slice(0, 19), zone: like.zone }
}

/** @throws UnreadableEventError when it is no rule. */
function readRule(value: string): ICAL.Recur {
  try {
    return ICAL.Recur.fromString(value)
  } catch (error) {
    throw new UnreadableEventError(`The event repeats by a rule that cannot be read: ${value.slice(0, 100)}`, { cause: error })
  }
}

/**
 * The times of a date list in the zone of the series: a zone named on the line is the series' own in all real calendars.
 * An entry that is no date names no occurrence and is passed over.
 */
function readDateList(value: string, start: EventTime): EventTime[] {
  return value.split(',').flatMap((entry) => {
    const time = parseCalendarTime(entry)
    if (time === null) return []
    if (start.kind === 'date') return [{ kind: 'date', date: time.date } as const]
    if (time.clock === null) return [withWall(start, `${time.date}T${start.wall.slice(11)}`)]
    const wall = `${time.date}T${time.clock}`
    return [withWall(start, time.isUtc ? start.zone.toWall(Date.parse(`${wall}Z`)) : wall)]
  })
}

/** Dates keep their number of days; times keep their exact length, also across a clock change. */
function addDuration(start: EventTime, master: SourceEvent): EventTime {
  const durationMs = Math.max(0, toInstantMs(master.end) - toInstantMs(master.start))
  const endMs = toInstantMs(start) + durationMs
  if (start.kind === 'date') return { kind: 'date', date: new Date(endMs).toISOString().slice(0, 10) }
  return { kind: 'time', wall: start.zone.toWall(endMs), zone: start.zone }
}
