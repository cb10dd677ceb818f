import { expect, test } from 'vitest'
import { pipelineKinds } from '../../../shared/jobs/vocabulary.ts'
import type { Stage } from '../../../shared/views/jobs.ts'
import { figuresOf, stageBoxes, stageLinks } from './pipeline-layout.ts'

const stage = (kind: Stage['kind'], doneItems: number): Stage => ({
  kind,
  queued: 1,
  processing: 0,
  completed: 2,
  failed: 0,
  cancelled: 0,
  pendingItems: 3,
  doneItems,
  failedItems: 1,
  progress: null,
})

test('every kind of the pipeline is in exactly one box', () => {
  const kinds = stageBoxes.flatMap((box) => box.kinds)
  expect(kinds.toSorted()).toEqual([...pipelineKinds].toSorted())
})

test('every line joins boxes that exist, from left to right', () => {
  for (const [from, to] of stageLinks) {
    const columns = [from, to].map((id) => stageBoxes.find((box) => box.id === id)?.column ?? Number.NaN)
    expect(columns[0]).toBeLessThan(columns[1] ?? Number.NaN)
  }
})

test('a box adds up its kinds and nothing else', () => {
  const box = { id: 'mail', title: 'Mail', kinds: ['normalize_google_email', 'normalize_file_email'] as const, column: 0, row: 0 }
  const stages = [stage('normalize_google_email', 10), stage('normalize_file_email', 5), stage('embed', 100)]
  expect(figuresOf(box, stages)).toEqual({
    queued: 2,
    processing: 0,
    failed: 0,
    pendingItems: 6,
    doneItems: 15,
    failedItems: 2,
    progress: null,
  })
})
