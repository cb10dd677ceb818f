// Puts the state of the workspace together: what the pill, the tray, the connection card and `status --json` tell.
import type { Status } from '../../shared/views/status.ts'
import type { Database } from '../db/database.ts'
import { listAccounts } from '../db/queries/accounts/list-accounts.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { countDismissedJobs } from '../db/queries/jobs/count-dismissed-jobs.ts'
import { countHeldBack } from '../db/queries/jobs/count-held-back.ts'
import { countJobs } from '../db/queries/jobs/count-jobs.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { countRows } from '../db/queries/status/count-rows.ts'
import { readActiveStage } from '../db/queries/status/read-active-stage.ts'
import { derivePill } from './derive-pill.ts'

/** Everything in one reading. */
export function readStatus(db: Database): Status {
  return db.sqlite.transaction(() => {
    const accounts = listAccounts(db)
    const jobs = countJobs(db)
    const dismissedJobs = [...countDismissedJobs(db).values()].reduce((sum, count) => sum + count, 0)
    const isPaused = listPauses(db).some(({ scope }) => scope === 'all')
    const pill = derivePill({
      accounts,
      activeStage: readActiveStage(db),
      isPaused,
      runningJobs: jobs.processing,
      heldBack: countHeldBack(db),
      failedJobs: jobs.failed - dismissedJobs,
    })
    return { pill, accounts, counts: countRows(db), jobs, dismissedJobs, alerts: listAlerts(db) }
  })()
}
