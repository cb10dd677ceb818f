// Gives single items another try, for instance after an update that reads them better.
import { jobSchemas } from '../../../shared/jobs/payloads.ts'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { Refusal } from '../../../shared/views/jobs.ts'
import type { Transaction } from '../../db/database.ts'
import { getStoredPayload } from '../../db/queries/jobs/get-stored-payload.ts'
import { reopenItemFailures, type ReopenedItem } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { enqueue } from '../enqueue.ts'
import { queueOf } from '../queue-binding.ts'

const urgent = { priority: 'urgent' } as const

/**
 * Marks the items' rows as pending and enqueues their stages, urgently, because a person is waiting. An item that never made it into
 * the workspace is fetched again by its source; of an import only the files with these items are read. Answers how many items wait
 * again, and why the others do not.
 */
export function retryItemFailures(tx: Transaction, ids: readonly number[]): { retried: number; refused: Refusal[] } {
  const reopened = reopenItemFailures(tx, ids)
  const known = new Set(reopened.map(({ id }) => id))
  const refused = ids.filter((id) => !known.has(id)).map((id) => ({ id, reason: `Item ${id} is not in the list any more.` }))
  const enqueued = new Set<string>()
  const pathsOf = new Map<string, Set<string>>()
  for (const item of reopened) {
    if (item.stage === 'file_import') {
      const paths = pathsToRead(tx, item)
      if (paths.length === 0)
        refused.push({ id: item.id, reason: 'Nobody knows any more which file it was in: import the file again.' })
      const ofAccount = pathsOf.get(item.accountId) ?? new Set()
      for (const path of paths) ofAccount.add(path)
      pathsOf.set(item.accountId, ofAccount)
    } else {
      const key = `${item.stage} ${item.accountId}`
      if (enqueued.has(key) || enqueueStage(tx, item)) enqueued.add(key)
      else refused.push({ id: item.id, reason: `This version of OmniCRM knows no stage "${item.stage}".` })
    }
  }
  for (const [accountId, paths] of pathsOf)
    if (paths.size > 0) enqueue(tx, 'file_import', { accountId, paths: [...paths] }, urgent)
  const retried = ids.length - refused.length
  if (retried > 0) queueOf(tx).listener?.jobsChanged()
  return { retried, refused }
}

/** What was met by an earlier version has no path of its own: then all of its import is read again, as long as it is known. */
function pathsToRead(tx: Transaction, { sourcePath, jobId }: ReopenedItem): readonly string[] {
  if (sourcePath !== null) return [sourcePath]
  const payload = jobId === null ? null : jobSchemas.file_import.payload.safeParse(getStoredPayload(tx, jobId))
  return payload?.data?.paths ?? []
}

function enqueueStage(tx: Transaction, { stage, accountId }: ReopenedItem): boolean {
  if (stage === 'google_calendar_sync' || stage === 'google_gmail_sync') {
    enqueue(tx, stage, { accountId, reason: 'person' }, urgent)
    return true
  }
  if (!isAccountStage(stage)) return false
  enqueue(tx, stage, { accountId }, urgent)
  return true
}

const accountStages = [
  'normalize_google_event',
  'normalize_google_email',
  'normalize_file_email',
  'normalize_file_event',
  'normalize_file_contact',
  'extract_contacts',
  'extract_identities',
  'embed',
] as const satisfies readonly JobKind[]

function isAccountStage(stage: JobKind): stage is (typeof accountStages)[number] {
  return (accountStages as readonly JobKind[]).includes(stage)
}
