// How often the background syncs run, as a number of minutes and as the cron expression that says the same.

/** Minutes between two syncs: those that divide the hour or the day, so that all gaps are equal. */
export const syncIntervals = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440] as const
/** @see syncIntervals */
export type SyncInterval = (typeof syncIntervals)[number]

/** The expression that is due every so many minutes, counted from the full hour or from midnight. */
export function intervalExpression(minutes: SyncInterval): string {
  if (minutes < 60) return `*/${minutes} * * * *`
  if (minutes === 60) return '0 * * * *'
  return minutes === 1440 ? '0 0 * * *' : `0 */${minutes / 60} * * *`
}

/** The interval that an expression stands for; null for one that somebody has written otherwise. */
export function intervalOf(expression: string): SyncInterval | null {
  return syncIntervals.find((minutes) => intervalExpression(minutes) === expression) ?? null
}
