import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { splitCalendar } from '../../sources/files/split-calendar.ts'
import { expandSeries } from './expand-series.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'
import { readIcsSeries } from './ics-series.ts'

const folder = path.resolve('../shared/data/jens-maus__node-ical/test')
const horizon = { fromMs: Date.UTC(1990, 0, 1), untilMs: Date.UTC(2028, 0, 1) }

/** Entries that say no time at all, or break the syntax in the middle of one. */
const unreadable = [
  'attendee-with-url.ics: The event has no start',
  ...Array.from({ length: 5 }, () => 'event-with-category.ics: The event has no start'),
  `ms_timezones.ics: The calendar entry cannot be read: Missing parameter value in 'DTSTART;TZID="W. Europe Standard Time:20200609T090000"'`,
  "multi-event-basic.ics: The event's dtstart is not a time",
]

async function readFile(file: string): Promise<{ events: number; refused: string[] }> {
  const items = await splitCalendar(readFileSync(file, 'utf8'), path.basename(file), () => Promise.resolve())
  const outcome = { events: 0, refused: [] as string[] }
  for (const item of items) {
    if (!('payload' in item)) continue
    try {
      outcome.events += expandSeries(readIcsSeries(item.payload.toString('utf8')), horizon).length
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error
      outcome.refused.push(`${path.basename(file)}: ${error.message}`)
    }
  }
  return outcome
}

if (existsSync(folder)) {
  it('reads real calendars of Outlook, Exchange and Google: every entry is understood or refused with its reason', async () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ics'))
    const outcomes = await Promise.all(files.map((name) => readFile(path.join(folder, name))))
    expect(files.length).toBeGreaterThan(50)
    expect(outcomes.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(1_000)
    expect(outcomes.flatMap(({ refused }) => refused).toSorted()).toEqual(unreadable)
  })
} else {
  it('has no real calendars here (../shared/data/jens-maus__node-ical is absent)', () => {
    expect(existsSync(folder)).toBe(false)
  })
}
