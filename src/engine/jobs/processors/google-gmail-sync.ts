// The job that reads an account's mail from Google.
import { listImportsInForce } from '../../db/queries/imports/list-imports.ts'
import { mayImport } from '../../db/queries/imports/read-import-state.ts'
import type { GoogleSessions } from '../../google/google-sessions.ts'
import { syncMailbox } from '../../sources/google/gmail/sync-mailbox.ts'
import { runGoogleSync } from '../../sources/google/run-google-sync.ts'
import { completed, type Processor } from '../types.ts'
import { endSync } from './end-sync.ts'

/** Makes the processor; `sessions` is the process's door to Google. Where nothing has been approved (any more) it does nothing. */
export function createGoogleGmailSync(sessions: GoogleSessions): Processor<'google_gmail_sync'> {
  return (job, context) =>
    runGoogleSync(job, context, sessions, async (run, account) => {
      if (!mayImport(context.db, account, 'mail')) return completed({ ...run.counts, requests: 0 })
      await syncMailbox(run)
      const result = { ...run.counts, requests: run.session.requests }
      return completed(result, [], (tx) => {
        // Whoever approved or resumed it has been given this very job: it is tried again.
        if (listImportsInForce(tx, run.accountId)[0]?.status === 'running')
          throw new Error('More mail was approved while the job was ending.')
        endSync(tx, run.accountId, 'mail', context.clock.now())
      })
    })
}
