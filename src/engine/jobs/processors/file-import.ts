// Takes files into the workspace as raw events; the normalizing stages do the rest.
import { ensureFilesAccount } from '../../sources/files/files-account.ts'
import { findImportFiles, type ImportFile, inReadingOrder } from '../../sources/files/find-import-files.ts'
import {
  type ImportCheckpoint,
  importCheckpointSchema,
  writeImportBatch,
  writeProblems,
} from '../../sources/files/import-batch.ts'
import type { ImportItem } from '../../sources/files/import-item.ts'
import { type ImportUnit, readImportFiles } from '../../sources/files/read-import-files.ts'
import { gathering } from '../gather.ts'
import { Pace } from '../pace.ts'
import { completed, type FollowUp, type Processor } from '../types.ts'

/** Units of one transaction, and how large they may be together: half a megabyte is written in some 5 ms. */
const batchUnits = { first: 20, least: 5, most: 100 }
const batchBytes = 512 * 1024

const stageOf = {
  file_email: 'normalize_file_email',
  file_event: 'normalize_file_event',
  file_contact: 'normalize_file_contact',
} as const satisfies Record<ImportItem['source'], FollowUp['kind']>

/**
 * Reads the files and folders of the payload. What cannot be taken in is listed with its reason; the rest goes on.
 * After a crash it goes on behind the last committed batch, in the middle of a file if need be.
 */
export const importFiles: Processor<'file_import'> = async (job, context) => {
  const { accountId, paths } = job.payload
  const { files, problems } = await findImportFiles(paths, context.signal)
  const saved = importCheckpointSchema.safeParse(context.checkpoint).data ?? null
  const state: ImportCheckpoint = saved ?? {
    file: null,
    place: 0,
    files: 0,
    stored: 0,
    unchanged: 0,
    failedItems: problems.length,
    foreign: {},
  }
  const subject = { accountId, jobId: job.id }
  context.commit({ checkpoint: state }, (tx) => {
    ensureFilesAccount(tx, context.clock.now())
    if (saved === null) writeProblems(tx, subject, problems, context.clock.now())
  })

  const { file: lastFile, place: lastPlace } = state
  const isUnread = (file: ImportFile): boolean =>
    lastFile === null || inReadingOrder(file, lastFile) > (lastPlace === null ? 0 : -1)
  const rest = files.filter(isUnread)
  const place = rest[0]?.path === lastFile?.path ? (lastPlace ?? 0) : 0
  const bytesBefore = sumSizes(files)
  const pace = new Pace(context, batchUnits)
  const pause = (): Promise<void> => pace.pause()
  const stagesToStart = new Set<(typeof stageOf)[ImportItem['source']]>()
  const commitBatch = async (batch: readonly ImportUnit[]): Promise<void> => {
    const stages = new Set(batch.flatMap((unit) => (unit.kind === 'item' ? stageOf[unit.item.source] : [])))
    for (const stage of stages) stagesToStart.add(stage)
    const followUps = [...stages].map((kind) => gathering({ kind, payload: { accountId } }, context.clock.now()))
    // The batch's counts are filled in while it is written, and saved with it.
    const checkpoint = structuredClone(state)
    const progress = { ...countProgress(state, bytesBefore, batch), what: 'items' }
    pace.commit(batch.length, { checkpoint, progress, followUps }, (tx) =>
      writeImportBatch(tx, subject, checkpoint, batch, context.clock.now()),
    )
    Object.assign(state, checkpoint)
    await pace.rest()
  }

  let batch: ImportUnit[] = []
  let bytes = 0
  for await (const unit of readImportFiles(rest, place, { signal: context.signal, pause })) {
    batch.push(unit)
    if (unit.kind === 'item') bytes += unit.item.payload.length
    if (batch.length < pace.size && bytes < batchBytes) continue
    await commitBatch(batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) await commitBatch(batch)
  const result = { files: state.files, stored: state.stored, unchanged: state.unchanged, failedItems: state.failedItems }
  return completed(
    result,
    [...stagesToStart].map((kind) => ({ kind, payload: { accountId } })),
  )
}

/** For each path the bytes of all files before it; for '' those of all. */
function sumSizes(files: readonly ImportFile[]): ReadonlyMap<string, number> {
  const before = new Map<string, number>()
  let sum = 0
  for (const file of files) {
    before.set(file.path, sum)
    sum += file.sizeBytes
  }
  return before.set('', sum)
}

/** Items done, and how many there seem to be, told from the bytes that were read for them. */
function countProgress(
  state: ImportCheckpoint,
  bytesBefore: ReadonlyMap<string, number>,
  batch: readonly ImportUnit[],
): { done: number; total: number | null } {
  const done =
    state.stored +
    state.unchanged +
    state.failedItems +
    batch.filter((unit) => unit.kind === 'item' || unit.kind === 'problem').length
  const last = batch.at(-1)?.next
  if (last === undefined || done === 0) return { done, total: null }
  const bytesDone = (bytesBefore.get(last.file.path) ?? 0) + Math.min(last.place ?? last.file.sizeBytes, last.file.sizeBytes)
  const bytesTotal = bytesBefore.get('') ?? 0
  return { done, total: bytesDone === 0 ? null : Math.max(done, Math.round((done * bytesTotal) / bytesDone)) }
}
