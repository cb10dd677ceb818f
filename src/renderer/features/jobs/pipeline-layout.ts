// Where each stage stands in the pipeline picture, and which feeds which.
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { Stage } from '../../../shared/views/jobs.ts'

/** One box of the picture: several kinds that do the same for different sources are one stage. */
export interface StageBox {
  id: string
  title: string
  kinds: readonly JobKind[]
  column: number
  row: number
}

/** The boxes, from left to right. */
export const stageBoxes: readonly StageBox[] = [
  { id: 'calendar', title: 'Calendar', kinds: ['google_calendar_sync'], column: 0, row: 0 },
  { id: 'mail', title: 'Mail', kinds: ['google_gmail_sync'], column: 0, row: 1 },
  { id: 'files', title: 'Files', kinds: ['file_import'], column: 0, row: 2 },
  { id: 'events', title: 'Events', kinds: ['normalize_google_event', 'normalize_file_event'], column: 1, row: 0 },
  { id: 'messages', title: 'Messages', kinds: ['normalize_google_email', 'normalize_file_email'], column: 1, row: 1 },
  { id: 'cards', title: 'Contacts', kinds: ['normalize_file_contact'], column: 1, row: 2 },
  { id: 'people', title: 'People', kinds: ['extract_contacts'], column: 2, row: 1 },
  { id: 'identities', title: 'Identities', kinds: ['extract_identities'], column: 3, row: 1 },
  { id: 'meaning', title: 'Meaning', kinds: ['embed'], column: 4, row: 1 },
]

/** From box to box. */
export const stageLinks: readonly (readonly [string, string])[] = [
  ['calendar', 'events'],
  ['mail', 'messages'],
  ['files', 'events'],
  ['files', 'messages'],
  ['files', 'cards'],
  ['events', 'people'],
  ['messages', 'people'],
  ['cards', 'people'],
  ['people', 'identities'],
  ['identities', 'meaning'],
]

/** The figures of one box: the sum of its kinds. */
export interface StageFigures {
  queued: number
  processing: number
  failed: number
  pendingItems: number
  doneItems: number
  failedItems: number
  progress: Stage['progress']
}

/** Adds up the stages of a box; kinds that were not answered count as nothing. */
export function figuresOf(box: StageBox, stages: readonly Stage[]): StageFigures {
  const sum: StageFigures = { queued: 0, processing: 0, failed: 0, pendingItems: 0, doneItems: 0, failedItems: 0, progress: null }
  for (const stage of stages) {
    if (!box.kinds.includes(stage.kind)) continue
    sum.queued += stage.queued
    sum.processing += stage.processing
    sum.failed += stage.failed
    sum.pendingItems += stage.pendingItems
    sum.doneItems += stage.doneItems
    sum.failedItems += stage.failedItems
    sum.progress ??= stage.progress
  }
  return sum
}
