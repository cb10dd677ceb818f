// Learns from the signatures of an account's messages how people can be reached, and who is the same person.
import { gathering } from '../gather.ts'
import { Pace } from '../pace.ts'
import { completed, type Processor } from '../types.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { hasPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import { countPendingSignatures, listPendingSignatures } from '../../db/queries/people/list-pending-identities.ts'
import { extractIdentities as extractBatch, type IdentityRun } from '../../people/extract-identities.ts'

/** Rows in one transaction. */
const batchSizes = { first: 10, least: 3, most: 60 }

/** Works through everything of the account that the stage before has done. */
export const extractIdentities: Processor<'extract_identities'> = async (job, context) => {
  const { accountId } = job.payload
  const account = getAccount(context.db, accountId)
  if (!account) return completed({ items: 0, failedItems: 0 })
  const run: IdentityRun = { ownAddresses: [account.email, ...account.ownAddresses], compared: new Set() }
  const total = countPendingSignatures(context.db, accountId)
  const counts = { items: 0, failedItems: 0 }
  const pace = new Pace(context, batchSizes)
  let afterId = 0
  for (;;) {
    const batch = listPendingSignatures(context.db, accountId, afterId, pace.size)
    const last = batch.at(-1)
    if (!last) break
    const done = counts.items + batch.length
    counts.failedItems += pace.commit(
      batch.length,
      { progress: { done, total: Math.max(total, done), what: 'signatures' } },
      (tx) => {
        const nowMs = context.clock.now()
        const failures = new Map(extractBatch(tx, batch, run, nowMs).map((failure) => [failure.item.id, failure]))
        for (const { id } of batch) {
          const subject = { stage: 'extract_identities', accountId, subjectType: 'interaction', subjectKey: String(id) } as const
          const failure = failures.get(id)
          if (failure === undefined) resolveItemFailure(tx, subject)
          else {
            recordItemFailure(tx, {
              ...subject,
              label: 'The signature of a message',
              reason: failure.reason,
              hint: 'Retry it; if it fails again, an update of the program may help.',
              jobId: job.id,
              now: nowMs,
            })
          }
        }
        return failures.size
      },
    )
    counts.items = done
    afterId = last.id
    await pace.rest()
  }
  const next = { kind: 'embed', payload: { accountId } } as const
  return completed(counts, [hasPendingRawEvents(context.db, accountId) ? gathering(next, context.clock.now()) : next])
}
