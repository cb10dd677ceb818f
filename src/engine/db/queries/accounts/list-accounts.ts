// Lists the accounts as people see them: health, what each is doing, counts, last and next sync.
import { type JobKind, jobKinds } from '../../../../shared/jobs/vocabulary.ts'
import type { Account } from '../../../../shared/views/status.ts'
import type { Database } from '../../database.ts'
import type { AccountRow } from './get-account.ts'
import { listPauses } from '../jobs/list-pauses.ts'
import { pauseScopeName } from '../jobs/pause-row.ts'
import { readImportState } from '../imports/read-import-state.ts'
import { sweepsOf } from './account-sweeps.ts'
import { noticesOf } from './set-account-notice.ts'
import { readPartHealth } from './read-part-health.ts'
import { listAccountRows } from './list-account-rows.ts'

/** What an account is doing while a job of a kind runs for it. Maintenance is nobody's business. */
const activities: Partial<Record<JobKind, string>> = {
  google_calendar_sync: 'Reading the calendar',
  google_gmail_sync: 'Reading the mail',
  file_import: 'Reading files',
  normalize_google_event: 'Putting events on the calendar',
  normalize_google_email: 'Sorting mail into the timeline',
  normalize_file_email: 'Sorting mail into the timeline',
  normalize_file_event: 'Putting events on the calendar',
  normalize_file_contact: 'Reading address cards',
  extract_contacts: 'Finding people',
  extract_identities: 'Finding out more about people',
  embed: 'Learning what texts mean',
  google_preview: 'Counting what there is',
  rebuild: 'Building everything anew',
  undo_import: 'Taking an import back',
  remove_account: 'Removing everything that came from it',
}

/**
 * Every account, in the order in which they were added. `counts.mails` are all that are kept, those no longer in Gmail included:
 * it is read from an index alone.
 */
export function listAccounts(db: Database): Account[] {
  const running = db
    .prepare<[], { accountId: string; kind: JobKind }>(
      "SELECT account_id AS accountId, kind FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL AND account_id IS NOT NULL",
    )
    .all()
  const paused = new Set(listPauses(db).map(({ scope }) => scope))
  return listAccountRows(db).map((row) => ({
    ...toAccount(db, row, running),
    isPaused: paused.has(pauseScopeName({ kind: 'account', accountId: row.id })),
  }))
}

function toAccount(
  db: Database,
  row: AccountRow,
  running: readonly { accountId: string; kind: JobKind }[],
): Omit<Account, 'isPaused'> {
  const kinds = new Set(running.filter((job) => job.accountId === row.id).map((job) => job.kind))
  const first = jobKinds.find((kind) => kinds.has(kind) && activities[kind] !== undefined)
  const parts = readPartHealth(db, row)
  return {
    id: row.id,
    kind: row.kind,
    email: row.email,
    displayName: row.displayName,
    status: row.status,
    statusReason: row.statusReason,
    activity: first === undefined ? null : (activities[first] ?? null),
    waitingUntilMs: row.waitingUntilAt,
    notices: Object.values(noticesOf(row)),
    sweeps: sweepsOf(row).map(({ part, text }) => ({ part, text })),
    lastSyncAtMs: row.lastSyncAt,
    nextSyncAtMs: firstOf(parts.map((part) => part.nextSyncAtMs)),
    parts,
    scopes: row.scopes,
    importState: readImportState(db, row),
    counts: {
      calendars: count(
        db,
        'SELECT count(*) AS count FROM calendars WHERE account_id = ? AND is_enabled = 1 AND note IS NULL',
        row.id,
      ),
      events: count(db, 'SELECT count(*) AS count FROM calendar_events WHERE account_id = ? AND gone_at IS NULL', row.id),
      mails: count(db, "SELECT count(*) AS count FROM interactions WHERE account_id = ? AND kind = 'email'", row.id),
      failedItems: count(db, 'SELECT count(*) AS count FROM item_failures WHERE account_id = ? AND dismissed_at IS NULL', row.id),
    },
  }
}

function count(db: Database, sql: string, accountId: string): number {
  return db.prepare<[string], { count: number }>(sql).get(accountId)?.count ?? 0
}

function firstOf(times: readonly (number | null)[]): number | null {
  const known = times.filter((atMs) => atMs !== null)
  return known.length === 0 ? null : Math.min(...known)
}
