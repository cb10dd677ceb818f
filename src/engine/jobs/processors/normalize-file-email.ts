// Puts the mails that came from files on the timeline.
import { readRawMail } from '../../normalize/mail/read-raw-mail.ts'
import { completed, type Processor } from '../types.ts'
import { normalizeMails, whatFollows } from './normalize-mails.ts'

/** Works through the pending imported mails of an account. Their external id holds the Message-ID already. */
export const normalizeFileEmail: Processor<'normalize_file_email'> = async (job, context) => {
  const counts = await normalizeMails(job, context, {
    source: 'file_email',
    read: readRawMail,
    sourceKey: (_, row) => row.externalId,
    goneAt: (_, row) => row.goneAt,
  })
  return completed(counts, whatFollows(context.db, job.payload.accountId))
}
