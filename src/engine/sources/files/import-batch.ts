// Writes what was read of the files of an import, and how far it has come.
import path from 'node:path'
import { z } from 'zod'
import { type ItemSubject, recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveFailuresOfFile } from '../../db/queries/item-failures/resolve-failures-of-file.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import type { Transaction } from '../../db/database.ts'
import { learnOwnAddresses } from '../learn-own-addresses.ts'
import type { ImportProblem } from './import-problem.ts'
import type { ImportUnit } from './read-import-files.ts'

/** Where an interrupted import goes on, and what it has counted so far. */
export const importCheckpointSchema = z.object({
  /** The file that was being read, or was the last to be read; null before the first. */
  file: z.object({ path: z.string(), isSent: z.boolean() }).nullable(),
  /** Where in the file; null when it has been read to its end. */
  place: z.number().nonnegative().nullable(),
  files: z.int().nonnegative(),
  stored: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  failedItems: z.int().nonnegative(),
  /** Files that nobody could import, counted by folder and extension: one line in the list of failures for each. */
  foreign: z.record(z.string(), z.int().positive()),
})
/** @see importCheckpointSchema */
export type ImportCheckpoint = z.infer<typeof importCheckpointSchema>

/** Whose import it is. */
export interface ImportSubject {
  readonly accountId: string
  readonly jobId: number
}

/** Stores a batch, with the person's own addresses that are learnt from it, and brings `state` up to date with it. */
export function writeImportBatch(
  tx: Transaction,
  subject: ImportSubject,
  state: ImportCheckpoint,
  batch: readonly ImportUnit[],
  now: number,
): void {
  const ownAddresses = new Set<string>()
  for (const unit of batch) {
    state.file = { path: unit.next.file.path, isSent: unit.next.file.isSent }
    state.place = unit.next.place
    switch (unit.kind) {
      case 'item':
        if (unit.ownAddress !== null) ownAddresses.add(unit.ownAddress)
        state[storeRawEvent(tx, { ...unit.item, accountId: subject.accountId, goneAt: null, seenAt: now })]++
        break
      case 'problem':
        state.failedItems++
        writeProblems(tx, subject, [unit.problem], now)
        break
      case 'foreign':
        writeForeign(tx, subject, state, unit, now)
        break
      case 'file':
        state.files++
        if (unit.isWhole) resolveFailuresOfFile(tx, subject.accountId, unit.file.path)
        break
    }
  }
  learnOwnAddresses(tx, subject.accountId, ownAddresses)
}

/** Lists what was left out. */
export function writeProblems(tx: Transaction, subject: ImportSubject, problems: readonly ImportProblem[], now: number): void {
  for (const { key, path: sourcePath = key, label, reason, hint } of problems)
    recordItemFailure(tx, { ...failureOf(subject, key), label, reason, hint, jobId: subject.jobId, sourcePath, now })
}

function writeForeign(
  tx: Transaction,
  subject: ImportSubject,
  state: ImportCheckpoint,
  unit: ImportUnit & { kind: 'foreign' },
  now: number,
): void {
  const key = path.join(unit.folder, `*${unit.extension}`)
  const count = (state.foreign[key] ?? 0) + 1
  state.foreign[key] = count
  if (count === 1) state.failedItems++
  const label = `${path.basename(unit.folder)}: files ${unit.extension === '' ? 'without an extension' : `ending in ${unit.extension}`}`
  const reason = `${count === 1 ? 'One file is' : `${count} files are`} neither mail, nor a calendar, nor contacts.`
  writeProblems(tx, subject, [{ key, path: unit.folder, label, reason, hint: unit.hint }], now)
}

function failureOf(subject: ImportSubject, key: string): ItemSubject {
  return { stage: 'file_import', accountId: subject.accountId, subjectType: 'source_item', subjectKey: key }
}
