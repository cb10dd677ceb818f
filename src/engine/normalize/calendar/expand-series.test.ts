import { describe, expect, it } from 'vitest'
import { expandInSteps, expandSeries, type Horizon } from './expand-series.ts'
import { readGoogleEvent, readGoogleException } from './google-event.ts'
import { readIcsSeries } from './ics-series.ts'
import type { Series } from './source-event.ts'
import { ianaZone, utcZone } from './zone.ts'

const horizon: Horizon = { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2027, 0, 1) }

function times(series: Series, within: Horizon = horizon): string[] {
  return expandSeries(series, within).map(({ start }) =>
    start.kind === 'date' ? start.date : new Date(start.zone.toInstantMs(start.wall)).toISOString(),
  )
}

function google(recurrence: string[], start = '2026-03-06T09:00:00-05:00'): Series {
  const end = new Date(Date.parse(start) + 1_800_000).toISOString()
  const event = {
    id: 'a',
    iCalUID: 'a@example.com',
    start: { dateTime: start, timeZone: 'America/New_York' },
    end: { dateTime: end },
    recurrence,
  }
  return { master: readGoogleEvent(event, null), exceptions: [] }
}

describe('expandSeries', () => {
  it('keeps a weekly meeting at its wall-clock time across a clock change', () => {
    expect(times(google(['RRULE:FREQ=WEEKLY;COUNT=2']))).toEqual(['2026-03-06T14:00:00.000Z', '2026-03-13T13:00:00.000Z'])
  })

  it('reads UNTIL in UTC: the last occurrence is the one at that instant', () => {
    expect(times(google(['RRULE:FREQ=WEEKLY;UNTIL=20260313T130000Z']))).toHaveLength(2)
    expect(times(google(['RRULE:FREQ=WEEKLY;UNTIL=20260313T125959Z']))).toHaveLength(1)
  })

  it('leaves out EXDATEs in the zone of the series and in UTC, and adds RDATEs', () => {
    const series = google([
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE;TZID=America/New_York:20260307T090000',
      'EXDATE:20260308T130000Z',
      'RDATE;TZID=America/New_York:20260401T090000',
    ])
    expect(times(series)).toEqual(['2026-03-06T14:00:00.000Z', '2026-03-09T13:00:00.000Z', '2026-04-01T13:00:00.000Z'])
  })

  it('reads dates as exporters misspell them, and passes over what is none', () => {
    const exdates = ['EXDATE:20260307', 'EXDATE;VALUE=DATE-TIME:2026-03-08T09:00:00', 'EXDATE:soon']
    expect(times(google(['RRULE:FREQ=DAILY;COUNT=4', ...exdates]))).toEqual([
      '2026-03-06T14:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ])
  })

  it('refuses a rule that is none, and says so', () => {
    expect(() => times(google(['RRULE:FREQ=SOMETIMES']))).toThrow('by a rule that cannot be read: FREQ=SOMETIMES')
  })

  it('puts moved occurrences in the place of the original ones and drops cancelled ones', () => {
    const { master } = google(['RRULE:FREQ=DAILY;COUNT=3'])
    const moved = readGoogleException(
      {
        id: 'a_1',
        iCalUID: 'a@example.com',
        recurringEventId: 'a',
        originalStartTime: { dateTime: '2026-03-07T14:00:00Z' },
        start: { dateTime: '2026-03-07T18:00:00Z' },
        end: { dateTime: '2026-03-07T19:00:00Z' },
      },
      'America/New_York',
    )
    const cancelled = readGoogleException(
      { id: 'a_2', recurringEventId: 'a', status: 'cancelled', originalStartTime: { dateTime: '2026-03-08T09:00:00-04:00' } },
      null,
    )
    expect(times({ master, exceptions: [moved, cancelled] })).toEqual(['2026-03-06T14:00:00.000Z', '2026-03-07T18:00:00.000Z'])
  })

  it('keeps all-day series as dates', () => {
    const master = readGoogleEvent(
      { id: 'b', start: { date: '2026-03-07' }, end: { date: '2026-03-09' }, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] },
      'Pacific/Honolulu',
    )
    expect(expandSeries({ master, exceptions: [] }, horizon).map(({ key, start, end }) => ({ key, start, end }))).toEqual([
      { key: '2026-03-07', start: { kind: 'date', date: '2026-03-07' }, end: { kind: 'date', date: '2026-03-09' } },
      { key: '2026-03-14', start: { kind: 'date', date: '2026-03-14' }, end: { kind: 'date', date: '2026-03-16' } },
    ])
  })

  it('lays out a birthday from 1930 only within the horizon', () => {
    const master = readGoogleEvent(
      {
        id: 'c',
        eventType: 'birthday',
        start: { date: '1930-05-04' },
        end: { date: '1930-05-05' },
        recurrence: ['RRULE:FREQ=YEARLY'],
      },
      null,
    )
    expect(times({ master, exceptions: [] })).toEqual(
      ['2020', '2021', '2022', '2023', '2024', '2025', '2026'].map((year) => `${year}-05-04`),
    )
  })

  it('shows occurrences whose master was never shared', () => {
    const alone = readGoogleException(
      {
        id: 'd_1',
        recurringEventId: 'd',
        originalStartTime: { date: '2026-01-05' },
        start: { date: '2026-01-06' },
        end: { date: '2026-01-07' },
      },
      null,
    )
    expect(times({ master: null, exceptions: [alone] })).toEqual(['2026-01-06'])
  })

  it('stops a rule that would never end', () => {
    expect(
      times(google(['RRULE:FREQ=SECONDLY'], '2026-06-06T09:00:00-04:00'), { fromMs: 0, untilMs: Date.UTC(2100, 0, 1) }).length,
    ).toBeLessThanOrEqual(10_000)
  })
})

describe('readIcsSeries', () => {
  const wrap = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n')

  it('reads a zone that the file describes itself', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ]
    const event = [
      'BEGIN:VEVENT',
      'UID:x',
      'DTSTART;TZID=Customized Time Zone:20260327T100000',
      'DTEND;TZID=Customized Time Zone:20260327T110000',
      'RRULE:FREQ=DAILY;COUNT=4',
      'END:VEVENT',
    ]
    expect(times(readIcsSeries(wrap(...zone, ...event)))).toEqual([
      '2026-03-27T09:00:00.000Z',
      '2026-03-28T09:00:00.000Z',
      '2026-03-29T08:00:00.000Z',
      '2026-03-30T08:00:00.000Z',
    ])
  })

  it('takes a time without any zone as one of where its reader is, and one in a calendar with a zone as of there', () => {
    const event = ['BEGIN:VEVENT', 'UID:x', 'DTSTART:20260328T100000', 'RRULE:FREQ=DAILY;COUNT=2', 'END:VEVENT']
    const berlin = ianaZone('Europe/Berlin') ?? utcZone
    expect(times(readIcsSeries(wrap(...event), berlin))).toEqual(['2026-03-28T09:00:00.000Z', '2026-03-29T08:00:00.000Z'])
    expect(times(readIcsSeries(wrap('X-WR-TIMEZONE:Asia/Tokyo', ...event), berlin))[0]).toBe('2026-03-28T01:00:00.000Z')
  })

  it('gives a date without an end one day, and a duration its length', () => {
    const series = readIcsSeries(wrap('BEGIN:VEVENT', 'UID:x', 'DTSTART;VALUE=DATE:20260228', 'END:VEVENT'))
    expect(series.master).toMatchObject({
      start: { kind: 'date', date: '2026-02-28' },
      end: { kind: 'date', date: '2026-03-01' },
    })
  })

  it('says what is wrong with a text that is no calendar', () => {
    expect(() => readIcsSeries('hello')).toThrow('cannot be read')
    expect(() => readIcsSeries(wrap('BEGIN:VEVENT', 'UID:x', 'END:VEVENT'))).toThrow('no start')
  })
})

describe('expandInSteps', () => {
  it('pauses often in a daily series of twelve years, and in the years before the horizon', () => {
    const series = google(['RRULE:FREQ=DAILY'], '2008-03-06T09:00:00-05:00')
    const steps = expandInSteps(series, horizon)
    let pauses = 0
    let step = steps.next()
    for (; !step.done; step = steps.next()) pauses += 1
    expect(step.value).toEqual(expandSeries(series, horizon))
    expect(pauses).toBeGreaterThan(200)
  })
})
