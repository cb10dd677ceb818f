// Reads the labels of a mailbox, and says on the account when Gmail lists one that cannot be read.
import { type GmailLabel, listLabels } from '../../../google/gmail-requests.ts'
import type { SyncRun } from '../sync-run.ts'
import { tellNotice } from '../tell-notice.ts'

const notice =
  'Gmail listed a label without saying which. It is left out of what can be chosen; its mail is imported like any other.'

/** Every label that has at least an id. */
export async function readLabels(run: SyncRun): Promise<GmailLabel[]> {
  const { labels, unreadableItems } = await listLabels(run.session)
  tellNotice(run, 'labels', unreadableItems > 0 ? notice : null)
  return labels
}
