import { describe, expect, test } from 'vitest'
import type { RunStep } from '../../../shared/views/jobs.ts'
import { rowsOf, summaryOf } from './run-rows.ts'

const step = (kind: string, status: RunStep['status'], startedAtMs: number | null, finishedAtMs: number | null): RunStep => ({
  kind,
  status,
  jobId: 1,
  jobs: 1,
  items: 1,
  failedItems: 0,
  startedAtMs,
  finishedAtMs,
  workedMs: 1,
  progress: null,
  error: null,
})

describe('the lines of a run', () => {
  test('tell the stages of a sync that have not begun', () => {
    const steps = [step('google_calendar_sync', 'completed', 1, 2), step('normalize_google_event', 'processing', 3, null)]
    expect(rowsOf({ rootId: 1, steps }).map((row) => [row.kind, row.step?.status ?? null])).toEqual([
      ['google_calendar_sync', 'completed'],
      ['normalize_google_event', 'processing'],
      ['extract_contacts', null],
      ['extract_identities', null],
      ['embed', null],
    ])
  })

  test('hold every branch of an import, in the order in which data flows', () => {
    const steps = ['file_import', 'embed', 'normalize_file_event', 'normalize_file_email'].map((kind) =>
      step(kind, 'completed', 1, 2),
    )
    expect(rowsOf({ rootId: 1, steps }).map((row) => row.kind)).toEqual([
      'file_import',
      'normalize_file_email',
      'normalize_file_event',
      'extract_contacts',
      'extract_identities',
      'embed',
    ])
  })

  test('promise nothing of a beginning that may lead anywhere', () => {
    expect(rowsOf({ rootId: 1, steps: [step('rebuild', 'completed', 1, 2)] })).toHaveLength(1)
  })
})

describe('the head of a run', () => {
  const sync = step('google_calendar_sync', 'completed', 1_000, 3_000)

  test('tells no time while a step runs', () => {
    const steps = [sync, step('embed', 'processing', 4_000, null)]
    expect(summaryOf({ rootId: 1, steps })).toEqual({ state: 'active', tookMs: null })
  })

  test('tells when the last step ended', () => {
    expect(summaryOf({ rootId: 1, steps: [sync, step('embed', 'completed', 4_000, 5_000)] })).toEqual({
      state: 'done',
      tookMs: 4_000,
    })
    expect(summaryOf({ rootId: 1, steps: [sync, step('embed', 'failed', 4_000, 6_000)] })).toEqual({
      state: 'broken',
      tookMs: 5_000,
    })
  })

  test('knows no time of what was cancelled before it began', () => {
    expect(summaryOf({ rootId: 1, steps: [step('file_import', 'cancelled', null, 3_000)] })).toEqual({
      state: 'broken',
      tookMs: null,
    })
  })
})
