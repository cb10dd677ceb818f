// Reads a few messages from all over the mailbox, to tell how large its mail is and how fast it comes. Nothing of them is kept.
import { getMessage } from '../../../google/gmail-requests.ts'
import { googleUnitsPerSecond, quotaUnits } from '../../../google/quota-bucket.ts'
import { BatchSize, fetchInBatches } from '../gmail/fetch-in-batches.ts'
import { prepareMail } from '../gmail/mail-item.ts'
import type { SyncRun } from '../sync-run.ts'

const sampleSize = 20
/** What Google's limits allow. */
const quotaMailsPerSecond = googleUnitsPerSecond / quotaUnits.mailGet

/** What a sample tells about the rest. */
export interface MailSample {
  readonly bytesPerMail: number
  readonly mailsPerSecond: number
  readonly oldestMs: number | null
}

/** `spread` are messages to choose from, in the order of the mailbox; `oldestId` is always among those chosen. */
export async function sampleMail(run: SyncRun, spread: readonly string[], oldestId: string | null): Promise<MailSample> {
  const { clock } = run.context
  const step = Math.max(1, spread.length / sampleSize)
  const ids = Array.from({ length: Math.min(sampleSize, spread.length) }, (_, index) => spread[Math.floor(index * step)] ?? '')
  const chosen = [...new Set([...ids, ...(oldestId === null ? [] : [oldestId])])]
  const sizes: number[] = []
  let oldestMs: number | null = null
  const startedAtMs = clock.now()
  await fetchInBatches(
    run,
    new BatchSize(),
    chosen,
    async (id) => prepareMail(await getMessage(run.session, id)),
    async (batch) => {
      for (const item of batch) {
        if (item.kind !== 'value') continue
        sizes.push(item.value.payload.byteLength)
        if (item.id === oldestId) oldestMs = item.value.arrivedMs
      }
    },
  )
  const seconds = Math.max(1, clock.now() - startedAtMs) / 1000
  const { length } = sizes
  return {
    bytesPerMail: length === 0 ? 0 : Math.round(sizes.reduce((sum, size) => sum + size, 0) / length),
    mailsPerSecond: length === 0 ? quotaMailsPerSecond : Math.min(quotaMailsPerSecond, length / seconds),
    oldestMs,
  }
}
