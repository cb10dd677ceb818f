// Puts the mails that came from Gmail on the timeline.
import { mailSourceKey } from '../../db/queries/interactions/resolve-thread.ts'
import { readGmailMail } from '../../normalize/mail/read-gmail-mail.ts'
import { completed, type Processor } from '../types.ts'
import { normalizeMails, whatFollows } from './normalize-mails.ts'

/** Gmail's names for mail that is kept but not shown: a draft is nothing that has happened. */
const hiddenLabels: ReadonlySet<string> = new Set(['SPAM', 'TRASH', 'DRAFT'])

/** Works through the pending Gmail messages of an account. */
export const normalizeGoogleEmail: Processor<'normalize_google_email'> = async (job, context) => {
  const counts = await normalizeMails(job, context, {
    source: 'google_email',
    read: readGmailMail,
    sourceKey: (mail, row) => mailSourceKey(mail.messageId, row.externalId),
    goneAt: (mail, row) => row.goneAt ?? (mail.labels.some((label) => hiddenLabels.has(label)) ? row.fetchedAt : null),
  })
  return completed(counts, whatFollows(context.db, job.payload.accountId))
}
