// `omnicrm jobs schedules`, `jobs alerts` and `jobs dismiss-alert`: what starts by itself, and what needs a person.
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import type { Schedule } from '../../shared/views/jobs.ts'
import { type Answer, formatTable } from '../output.ts'
import { withSession } from '../session.ts'
import { withReader } from '../with-reader.ts'
import { parseId } from './parse-id.ts'

/** Lists what starts by the clock, and when. */
export function listSchedules(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const schedules = await query('jobs.schedules', {})
    const rows = schedules.map((schedule) => [
      schedule.id,
      schedule.expression,
      nextRun(schedule),
      schedule.lastRunAtMs === null ? 'never ran' : `last ${toIso(schedule.lastRunAtMs)}`,
      schedule.title,
    ])
    return { json: { schedules }, lines: rows.length === 0 ? ['Nothing is scheduled.'] : formatTable(rows) }
  })
}

function nextRun({ isEnabled, nextRunAtMs, waitingSinceMs }: Schedule): string {
  if (!isEnabled || nextRunAtMs === null) return 'off'
  if (waitingSinceMs === null) return `next ${toIso(nextRunAtMs)}`
  return `due since ${toIso(waitingSinceMs)}, waits until nothing else runs`
}

/** Lists open alerts, each with what to do about it. */
export function listAlerts(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const { alerts } = await query('status.get', {})
    const lines = alerts.flatMap(({ id, sinceMs, occurrences, message, cure, jobId }) => [
      `${id}  since ${toIso(sinceMs)}${occurrences > 1 ? `, ${occurrences} times` : ''}  ${message}`,
      `   ${cure}${jobId === null ? '' : ` ("jobs show ${jobId}")`}`,
    ])
    return { json: { alerts }, lines: lines.length === 0 ? ['No alerts.'] : lines }
  })
}

/** Closes alerts; each is raised again when its cause happens again. */
export function dismissAlerts(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  const parsed = ids.map(parseId)
  return withSession(hooks, async (session) => {
    for (const id of parsed) await session.command('alerts.dismiss', { id })
    const { alerts } = await session.query('status.get', {})
    return { json: { alerts }, lines: [alerts.length === 0 ? 'No alert is open any more.' : `${alerts.length} still open.`] }
  })
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString()
}
