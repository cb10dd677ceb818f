// Tells whether anything of an account may be imported.
import { type AccountPart, mayRead } from '../../../../shared/may-read.ts'
import type { ImportState } from '../../../../shared/views/imports.ts'
import type { Database } from '../../database.ts'
import type { AccountRow } from '../accounts/get-account.ts'
import { hasOpenJob } from '../jobs/has-open-job.ts'

type KnownAccount = Pick<AccountRow, 'id' | 'kind' | 'scopes'>

const approvalSql = `
  SELECT 1 FROM imports WHERE account_id = ? AND status NOT IN ('undoing', 'undone')`

/** Any approval, an undone one too: undoing takes mail away. Or the calendar was read before there was mail to be approved. */
const calendarSql = `
  SELECT EXISTS (SELECT 1 FROM imports WHERE account_id = :accountId)
    OR EXISTS (SELECT 1 FROM sync_cursors WHERE account_id = :accountId AND scope >= 'calendar:' AND scope < 'calendar;') AS isKnown`

/**
 * Whether this part of the account may be read yet. Mail has to be approved, and anew once all of it was undone. A calendar beside mail waits
 * for the first approval, which names the calendars; from then on it goes its own way, whatever becomes of the mail.
 */
export function mayImport(db: Database, account: KnownAccount, part: AccountPart): boolean {
  const state = readImportState(db, account)
  if (state === 'not_needed' || state === 'approved') return true
  return (
    part === 'calendar' && db.prepare<[object], { isKnown: number }>(calendarSql).get({ accountId: account.id })?.isKnown === 1
  )
}

/** Only mail of a real Google account has to be approved; what of it has been undone has to be approved anew. */
export function readImportState(db: Database, account: KnownAccount): ImportState {
  if (account.kind !== 'google' || !mayRead('mail', account.scopes)) return 'not_needed'
  if (db.prepare<[string]>(approvalSql).get(account.id) !== undefined) return 'approved'
  return hasOpenJob(db, account.id, 'google_preview') ? 'previewing' : 'awaiting_approval'
}
