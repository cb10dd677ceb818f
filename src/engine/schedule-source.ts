// What starts by itself, and which jobs each schedule stands for.
import { syncAccounts } from './commands/sync-accounts.ts'
import { enqueue } from './jobs/enqueue.ts'
import { defaultSchedules, type ScheduleSource } from './jobs/schedules.ts'

/** The workspace's schedules: each sync for every account, housekeeping once. */
export const scheduleSource: ScheduleSource = {
  defaults: defaultSchedules,
  start(tx, kind) {
    switch (kind) {
      case 'google_calendar_sync':
      case 'google_gmail_sync':
        return syncAccounts(tx, 'schedule', undefined, kind)
      case 'prune':
      case 'optimize':
      case 'backup':
        return [enqueue(tx, kind, {})]
      default:
        throw new Error(`nothing is known to start ${kind} by the clock`)
    }
  },
}
