// The job that counts what a Google account holds, before anything of it is imported.
import { endWaiting } from '../../db/queries/accounts/set-part-health.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { putImportPreview } from '../../db/queries/imports/put-import-preview.ts'
import { mayImport } from '../../db/queries/imports/read-import-state.ts'
import type { GoogleSessions } from '../../google/google-sessions.ts'
import { previewAccount } from '../../sources/google/preview/preview-account.ts'
import { runGoogleSync } from '../../sources/google/run-google-sync.ts'
import { completed, PermanentError, type Processor } from '../types.ts'

/** Makes the processor; `sessions` is the process's door to Google. A failure that nothing more is tried about is told beside the preview. */
export function createGooglePreview(sessions: GoogleSessions): Processor<'google_preview'> {
  return async (job, context) => {
    const { accountId, reason } = job.payload
    const account = getAccount(context.db, accountId)
    if (reason === 'connect' && account && mayImport(context.db, account, 'mail')) return completed({ mails: 0, requests: 0 })
    try {
      return await runGoogleSync(job, context, sessions, async (run, known) => {
        const preview = await previewAccount(run, known)
        return completed({ mails: preview.mail?.total ?? 0, requests: run.session.requests }, [], (tx) => {
          putImportPreview(tx, accountId, { preview }, preview.madeAtMs)
          endWaiting(tx, accountId)
        })
      })
    } catch (error) {
      const isOver = error instanceof PermanentError || job.attempt >= job.maxAttempts
      if (isOver && account && error instanceof Error && !context.signal.aborted) {
        const hint = error instanceof PermanentError ? error.hint : 'Try it again later.'
        const problem = `${error.message} ${hint}`
        context.commit({}, (tx) => putImportPreview(tx, accountId, { problem }, context.clock.now()))
      }
      throw error
    }
  }
}
