// Tells of each part of an account how it is, when it was in sync, and when it will be looked at next.
import { type AccountPart, partsOf } from '../../../../shared/may-read.ts'
import type { AccountPartHealth } from '../../../../shared/views/status.ts'
import type { Database } from '../../database.ts'
import { mayImport } from '../imports/read-import-state.ts'
import { findUniqueJob } from '../jobs/find-unique-job.ts'
import { listPauses } from '../jobs/list-pauses.ts'
import { pauseScopeName } from '../jobs/pause-row.ts'
import type { AccountRow } from './get-account.ts'
import { type AccountPartRow, listAccountParts } from './list-account-parts.ts'

const kindOf = { calendar: 'google_calendar_sync', mail: 'google_gmail_sync' } as const satisfies Record<AccountPart, string>

/** The parts that are read, the calendar first; none of what waits for approval. */
export function readPartHealth(db: Database, account: AccountRow): AccountPartHealth[] {
  const known = listAccountParts(db, account.id)
  // A limit of Google holds for the whole account.
  const closedUntil = Math.max(0, ...known.map(({ waitingUntilAt }) => waitingUntilAt ?? 0))
  const pauses = new Set(listPauses(db).map(({ scope }) => scope))
  return partsOf(account)
    .filter((part) => mayImport(db, account, part))
    .map((part) => {
      const row = known.find((each) => each.part === part)
      const jobKind = kindOf[part]
      const isPaused = (
        [{ kind: 'all' }, { kind: 'job_kind', jobKind }, { kind: 'account', accountId: account.id }] as const
      ).some((scope) => pauses.has(pauseScopeName(scope)))
      const needsPerson = row?.status === 'needs_reconnect' || account.status === 'paused'
      const plannedAt = isPaused || needsPerson ? null : readPlannedAt(db, account.id, jobKind)
      return { ...describe(part, row), nextSyncAtMs: plannedAt === null ? null : Math.max(plannedAt, closedUntil), isPaused }
    })
}

function describe(part: AccountPart, row: AccountPartRow | undefined) {
  return {
    part,
    status: row?.status ?? ('ok' as const),
    statusReason: row?.statusReason ?? null,
    lastSyncAtMs: row?.lastSyncAt ?? null,
  }
}

/** One that was put off goes before the schedule, which is for all accounts. */
function readPlannedAt(db: Database, accountId: string, kind: string): number | null {
  const job = findUniqueJob(db, 'while_unfinished', kind, accountId)
  if (job?.status === 'queued') return job.runAt
  const schedule = db
    .prepare<[string], { nextRunAt: number | null }>(
      'SELECT min(next_run_at) AS nextRunAt FROM schedules WHERE is_enabled = 1 AND kind = ?',
    )
    .get(kind)
  return schedule?.nextRunAt ?? null
}
