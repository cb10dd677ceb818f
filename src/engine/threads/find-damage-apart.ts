// Checks a copy of the database without holding up the thread that asks.
import { unwrapResult } from '../../shared/app-error.ts'
import type { FindDamage } from '../jobs/processors/backup-room.ts'
import { runCare } from './care-protocol.ts'

/** The entry file lies in the source tree, or beside the bundle. */
function entry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './care-thread.ts' : './care-thread.js', import.meta.url)
}

/** `findDamage` in a thread of its own, which ends with the check or with the signal. */
export const findDamageApart: FindDamage = async (file, signal) => {
  const answer = await runCare(entry(), { kind: 'find-damage', file }, signal)
  signal.throwIfAborted()
  return unwrapResult(answer)
}
