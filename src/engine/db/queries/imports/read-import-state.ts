// Tells whether anything of an account may be imported.
import { mayRead } from '../../../../shared/may-read.ts'
import type { ImportState } from '../../../../shared/views/imports.ts'
import type { Database } from '../../database.ts'
import type { AccountRow } from '../accounts/get-account.ts'
import { hasOpenJob } from '../jobs/has-open-job.ts'

const approvalSql = `
  SELECT 1 FROM imports WHERE account_id = ? AND status NOT IN ('undoing', 'undone')`

/** Whether anything may be read of the account yet. */
export function mayImport(db: Database, account: Pick<AccountRow, 'id' | 'kind' | 'scopes'>): boolean {
  const state = readImportState(db, account)
  return state === 'not_needed' || state === 'approved'
}

/** Only mail of a real Google account has to be approved; what of it has been undone has to be approved anew. */
export function readImportState(db: Database, account: Pick<AccountRow, 'id' | 'kind' | 'scopes'>): ImportState {
  if (account.kind !== 'google' || !mayRead('mail', account.scopes)) return 'not_needed'
  if (db.prepare<[string]>(approvalSql).get(account.id) !== undefined) return 'approved'
  return hasOpenJob(db, account.id, 'google_preview') ? 'previewing' : 'awaiting_approval'
}
