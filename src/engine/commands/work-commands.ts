// What the host asks of the engine as a whole: begin, sleep, wake, wait, rebuild, back up; and the settings that schedules follow.
import { type Transaction, transaction } from '../db/database.ts'
import { readSettings } from '../db/queries/settings/read-settings.ts'
import { updateSettings } from '../db/queries/settings/update-settings.ts'
import { loadGoogleApis } from '../google/load-google-apis.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { setSyncInterval } from '../jobs/commands/update-schedule.ts'
import type { CommandHandlers, CommandTools } from './command-handlers.ts'
import { endNetworkWaits, syncAccounts } from './sync-accounts.ts'

type WorkCommands = Pick<
  CommandHandlers,
  | 'engine.startWork'
  | 'engine.waitUntilIdle'
  | 'engine.rebuild'
  | 'engine.backup'
  | 'ledger.record'
  | 'power.suspend'
  | 'power.resume'
  | 'settings.update'
>

/**
 * What every launch enqueues. Housekeeping also finds out what this version of the program makes anew: it is not for a person to switch off,
 * as the sync is.
 */
function launchJobs(tx: Transaction): void {
  enqueue(tx, 'prune', {})
  if (readSettings(tx).syncAtLaunch) syncAccounts(tx, 'launch')
}

/** The commands about the engine itself. */
export function workCommands({ db, clock, runner, ledger }: CommandTools): WorkCommands {
  return {
    'engine.startWork': async ({ enqueueLaunchJobs }) => {
      // One long stretch, spent before anybody can click: the first sync would spend it in the middle of things.
      await loadGoogleApis(null)
      if (enqueueLaunchJobs) transaction(db, launchJobs)
      runner.start()
      return {}
    },
    'engine.waitUntilIdle': async () => {
      await runner.runUntilIdle()
      return {}
    },
    'engine.rebuild': (payload) => ({ jobId: transaction(db, (tx) => enqueue(tx, 'rebuild', payload)) }),
    'engine.backup': (payload) => ({ jobId: transaction(db, (tx) => enqueue(tx, 'backup', payload)) }),
    'ledger.record': (request) => {
      ledger.record(request)
      return {}
    },
    'power.suspend': () => {
      runner.suspend()
      return {}
    },
    'power.resume': ({ isOnline }) => {
      if (isOnline) transaction(db, endNetworkWaits)
      runner.resume()
      return {}
    },
    'settings.update': (changes) =>
      transaction(db, (tx) => {
        if (changes.syncEveryMinutes !== undefined) setSyncInterval(tx, changes.syncEveryMinutes)
        return updateSettings(tx, changes, clock.now())
      }),
  }
}
