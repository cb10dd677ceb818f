// Gives single items another try, for instance after an update that reads them better.
import { jobSchemas } from '../../../shared/jobs/payloads.ts'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../../db/database.ts'
import { getStoredPayload } from '../../db/queries/jobs/get-stored-payload.ts'
import { reopenItemFailures, type ReopenedItem } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { enqueue } from '../enqueue.ts'
import { queueOf } from '../queue-binding.ts'

/**
 * Marks the items' rows as pending and enqueues their stages, urgently, because a person is waiting. An item that never made it into
 * the workspace is fetched again by its source. Answers how many items wait again.
 */
export function retryItemFailures(tx: Transaction, ids: readonly number[]): { retried: number } {
  const reopened = reopenItemFailures(tx, ids)
  const enqueued = new Set<string>()
  let retried = 0
  for (const item of reopened) {
    if (!(item.stage in jobSchemas)) continue
    const key = item.stage === 'file_import' ? `file_import ${item.jobId}` : `${item.stage} ${item.accountId}`
    if (enqueued.has(key) || enqueueStage(tx, item)) {
      enqueued.add(key)
      retried += 1
    }
  }
  if (retried > 0) queueOf(tx).listener?.jobsChanged()
  return { retried }
}

function enqueueStage(tx: Transaction, { stage, accountId, jobId }: ReopenedItem): boolean {
  const urgent = { priority: 'urgent' } as const
  if (stage === 'google_calendar_sync' || stage === 'google_gmail_sync') {
    enqueue(tx, stage, { accountId, reason: 'person' }, urgent)
    return true
  }
  if (stage === 'file_import') {
    const payload = jobId === null ? null : jobSchemas.file_import.payload.safeParse(getStoredPayload(tx, jobId))
    if (!payload?.success) return false
    enqueue(tx, 'file_import', payload.data, urgent)
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
