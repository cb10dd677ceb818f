// What a person does with accounts, files and the sample workspace: each command only enqueues.
import { AppError } from '../../shared/app-error.ts'
import { transaction } from '../db/database.ts'
import { dropAccountSweep, sweepsOf } from '../db/queries/accounts/account-sweeps.ts'
import { markAsLeaving } from '../db/queries/accounts/connect-after-removal.ts'
import { getAccount } from '../db/queries/accounts/get-account.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { listPendingEventStages } from '../db/queries/calendar/list-pending-event-stages.ts'
import { setCalendarFlag } from '../db/queries/calendar/set-calendar-flag.ts'
import { getCalendarAccount } from '../db/queries/calendars/get-calendar-account.ts'
import { mayImport } from '../db/queries/imports/read-import-state.ts'
import { findJobState } from '../db/queries/jobs/find-job-state.ts'
import { hasOpenJob } from '../db/queries/jobs/has-open-job.ts'
import { listFailedGoogleJobs } from '../db/queries/jobs/list-failed-google-jobs.ts'
import { listOpenJobs } from '../db/queries/jobs/list-open-jobs.ts'
import { restoreSwept } from '../db/queries/accounts/restore-swept.ts'
import { cancelJobs } from '../jobs/commands/cancel-jobs.ts'
import { resumeJobs } from '../jobs/commands/pause-jobs.ts'
import { retryJobs } from '../jobs/commands/retry-jobs.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { settleAlert } from '../jobs/raise-alert.ts'
import { ensureFilesAccount } from '../sources/files/files-account.ts'
import { ensureSampleAccount, sampleAccountId } from '../sources/sample/sample-account.ts'
import type { CommandHandlers, CommandTools } from './command-handlers.ts'
import { syncAccounts, syncKindsOf } from './sync-accounts.ts'

type AccountCommands = Pick<
  CommandHandlers,
  | 'sync.now'
  | 'sample.create'
  | 'accounts.connected'
  | 'accounts.remove'
  | 'accounts.answerSweep'
  | 'files.import'
  | 'calendar.setVisible'
  | 'calendar.setEnabled'
>

/** The commands about accounts. */
export function accountCommands({ db, clock, sample }: CommandTools): AccountCommands {
  return {
    'sync.now': ({ accountId }) =>
      transaction(db, (tx) => {
        const jobIds = syncAccounts(tx, 'person', accountId)
        return { jobIds, joined: jobIds.filter((id) => findJobState(tx, id)?.status === 'processing').length }
      }),

    'sample.create': () =>
      transaction(db, (tx) => {
        const isNew = ensureSampleAccount(tx, clock.now())
        syncAccounts(tx, isNew ? 'connect' : 'person', sampleAccountId)
        return { accountId: sampleAccountId }
      }),

    'accounts.connected': ({ accountId, email, displayName, scopes }) =>
      transaction(db, (tx) => {
        settleAlert(tx, 'needs_reconnect', accountId)
        if (hasOpenJob(tx, accountId, 'remove_account')) {
          markAsLeaving(tx, accountId, { email, displayName, scopes: [...scopes], now: clock.now() })
          return { accountId }
        }
        upsertAccount(tx, { id: accountId, kind: 'google', email, displayName, scopes, now: clock.now() })
        const account = getAccount(tx, accountId)
        if (!account) throw new Error(`account ${accountId} is not there although it was just written`)
        // What failed for want of a permission goes on, instead of standing there as failed for ever; not what is not granted this time.
        retryJobs(tx, listFailedGoogleJobs(tx, accountId, [...syncKindsOf(account), 'google_preview']))
        // No mail is imported before its person has seen what there is.
        if (!mayImport(tx, account, 'mail')) enqueue(tx, 'google_preview', { accountId, reason: 'connect' })
        syncAccounts(tx, 'connect', accountId)
        return { accountId }
      }),

    'accounts.remove': ({ accountId }) => {
      const jobId = transaction(db, (tx) => {
        if (getAccount(tx, accountId) === null)
          throw new AppError('not_found', 'This account has been removed already.', 'Nothing is left to do.')
        settleAlert(tx, 'needs_reconnect', accountId)
        // What still works for the account would bring back what is being removed.
        if (!hasOpenJob(tx, accountId, 'remove_account')) cancelJobs(tx, listOpenJobs(tx, accountId))
        // A pause of the account would hold its removal back.
        resumeJobs(tx, { kind: 'account', accountId })
        markAsLeaving(tx, accountId, null)
        return enqueue(tx, 'remove_account', { accountId })
      })
      if (accountId === sampleAccountId) sample.close()
      return { jobId }
    },

    'accounts.answerSweep': ({ accountId, part, isUndone }) =>
      transaction(db, (tx) => {
        const account = getAccount(tx, accountId)
        const sweep = account && sweepsOf(account).find((each) => each.part === part)
        if (!sweep) throw new AppError('not_found', 'This was answered already.', 'Nothing needs to be done.')
        dropAccountSweep(tx, accountId, part)
        if (!isUndone) return {}
        restoreSwept(tx, accountId, sweep)
        const stage = sweep.source === 'google_email' ? 'normalize_google_email' : 'normalize_google_event'
        enqueue(tx, stage, { accountId })
        return {}
      }),

    'files.import': ({ paths }) => ({
      jobId: transaction(db, (tx) => enqueue(tx, 'file_import', { accountId: ensureFilesAccount(tx, clock.now()), paths })),
    }),

    'calendar.setVisible': ({ id, isVisible }) => {
      transaction(db, (tx) => setCalendarFlag(tx, id, 'isVisible', isVisible))
      return {}
    },

    'calendar.setEnabled': ({ id, isEnabled }) =>
      transaction(db, (tx) => {
        setCalendarFlag(tx, id, 'isEnabled', isEnabled)
        for (const { kind, payload } of listPendingEventStages(tx)) enqueue(tx, kind, payload)
        const calendarAccount = getCalendarAccount(tx, id)
        const account = calendarAccount && getAccount(tx, calendarAccount.id)
        if (isEnabled && account && account.kind !== 'files' && mayImport(tx, account, 'calendar'))
          syncAccounts(tx, 'person', account.id)
        return {}
      }),
  }
}
