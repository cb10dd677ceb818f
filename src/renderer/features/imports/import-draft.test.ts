import { expect, test } from 'vitest'
import { formatDate } from '../../lib/format-date.ts'
import { beginnings, someImport, somePreview } from '../../lib/testing/import-preview.ts'
import { carriedOver, changedCalendars, firstDraft, periodOptions, withCalendar, withLabel } from './import-draft.ts'

const draft = firstDraft(someImport, somePreview)

test('a first review begins with everything but advertising, a later one with what is in force', () => {
  expect(draft).toEqual({
    choice: { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] },
    enabledCalendarIds: [1],
  })
  const choice = { sinceMs: beginnings.year, excludedLabelIds: ['gone'] }
  expect(firstDraft({ choice }, somePreview).choice).toEqual(choice)
})

test('another count keeps what was chosen: the last year is counted from now, new calendars come as they are', () => {
  const { mail } = somePreview
  const dayMs = 86_400_000
  const later = (sinceMs: number | null): number | null => (sinceMs === null ? null : sinceMs + dayMs)
  const periods = mail?.periods.map((period) => ({ ...period, sinceMs: later(period.sinceMs) })) ?? []
  const added = { id: 3, name: 'Club', color: '#000000', isEnabled: true, events: 1 }
  const after = { ...somePreview, mail: mail && { ...mail, periods }, calendars: [...somePreview.calendars, added] }
  const chosen = { ...draft, choice: { sinceMs: beginnings.year, excludedLabelIds: ['Label_1'] } }
  expect(carriedOver(chosen, null, somePreview, after)).toEqual({
    choice: { sinceMs: beginnings.year + dayMs, excludedLabelIds: ['Label_1'] },
    enabledCalendarIds: [1, 3],
  })
  expect(carriedOver(draft, null, somePreview, after).choice).toEqual(draft.choice)
  expect(carriedOver(chosen, chosen.choice, somePreview, after).choice).toEqual(chosen.choice)
  const kept = { ...draft, choice: { sinceMs: 12_345, excludedLabelIds: [] } }
  expect(carriedOver(kept, null, somePreview, after).choice).toEqual(kept.choice)
})

test('a label is left out once, and let in again', () => {
  const more = withLabel(withLabel(draft, 'Label_1', true), 'Label_1', true)
  expect(more.choice.excludedLabelIds).toEqual(['CATEGORY_PROMOTIONS', 'Label_1'])
  expect(withLabel(more, 'Label_1', false)).toEqual(draft)
})

test('calendars whose switch was moved are told, those moved back are not', () => {
  const moved = withCalendar(withCalendar(draft, 1, false), 2, true)
  expect(changedCalendars(somePreview, moved)).toEqual([
    { id: 1, isEnabled: false },
    { id: 2, isEnabled: true },
  ])
  expect(changedCalendars(somePreview, withCalendar(withCalendar(moved, 1, true), 2, false))).toEqual([])
})

test('every counted beginning is offered with its number', () => {
  expect(periodOptions(somePreview, null)).toEqual([
    { value: String(beginnings.year), sinceMs: beginnings.year, label: 'Last year', note: '1,000 mails' },
    { value: String(beginnings.threeYears), sinceMs: beginnings.threeYears, label: 'Last 3 years', note: '2,000 mails' },
    { value: 'null', sinceMs: null, label: 'Everything', note: '4,000 mails' },
  ])
})

test('a beginning that is in force and was not counted can be kept', () => {
  const sinceMs = beginnings.year - 1_000_000
  const options = periodOptions(somePreview, { sinceMs, excludedLabelIds: [] })
  expect(options.map(({ label }) => label)).toEqual(['Last year', 'As it is', 'Last 3 years', 'Everything'])
  expect(options[1]).toEqual({ value: String(sinceMs), sinceMs, label: 'As it is', note: `Since ${formatDate(sinceMs)}` })
  expect(periodOptions(somePreview, { sinceMs: beginnings.year, excludedLabelIds: [] })).toHaveLength(3)
})
