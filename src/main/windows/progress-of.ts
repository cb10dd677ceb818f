// Says how full the task bar's progress is.
import type { Status } from '../../shared/views/status.ts'

const none = -1
/** Any value above 1 is a bar without an end. */
const unknownEnd = 2

/** How full the task bar's progress is: -1 for none, 2 for work whose end is not known, else 0 to 1. */
export function progressOf({ pill }: Pick<Status, 'pill'>): number {
  if (pill.kind !== 'working') return none
  const { progress } = pill
  if (progress === null || progress.total === null || progress.total === 0) return unknownEnd
  return Math.min(1, progress.done / progress.total)
}
