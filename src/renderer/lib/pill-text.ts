// What the status pill says: one sentence for each truth.
import { assertNever } from '../../shared/assert-never.ts'
import type { Pill } from '../../shared/views/status.ts'
import { formatRelative, formatTime } from './format-date.ts'
import { formatCount } from './format-number.ts'

/** The colour of a pill's dot. */
export type PillTone = 'neutral' | 'good' | 'busy' | 'warning' | 'bad'

/** Says where the workspace stands. `nowMs` is what "ago" is counted from. */
export function pillText(pill: Pill, nowMs: number): { text: string; tone: PillTone } {
  switch (pill.kind) {
    case 'cannot_write':
      return { text: pill.problem.replace(/\.$/, ''), tone: 'bad' }
    case 'not_answering':
      return { text: 'Not answering: restart OmniCRM', tone: 'bad' }
    case 'no_accounts':
      return { text: 'Nothing connected yet', tone: 'neutral' }
    case 'needs_reconnect':
      return { text: 'Reconnect needed', tone: 'warning' }
    case 'needs_approval':
      return { text: 'Review what to import', tone: 'warning' }
    case 'working':
      return { text: workingText(pill), tone: 'busy' }
    case 'paused':
      return pill.isStillWorking ? { text: 'Pausing…', tone: 'busy' } : { text: 'Paused', tone: 'neutral' }
    case 'offline':
      return { text: 'Waiting for the network', tone: 'neutral' }
    case 'waiting':
      return { text: `Waiting for Google until ${formatTime(pill.untilMs)}`, tone: 'warning' }
    case 'failed':
      return { text: `${formatCount(pill.count)} failed`, tone: 'bad' }
    case 'up_to_date':
      return {
        text: pill.lastSyncAtMs === null ? 'Up to date' : `Up to date · ${formatRelative(pill.lastSyncAtMs, nowMs)}`,
        tone: 'good',
      }
    default:
      return assertNever(pill, 'pill')
  }
}

/** What is said aloud when the state changes: without figures and times, which change all the while. */
export function pillAnnouncement(pill: Pill): string {
  if (pill.kind === 'working') return pill.stage
  return pillText(pill.kind === 'up_to_date' ? { ...pill, lastSyncAtMs: null } : pill, 0).text
}

function workingText({ stage, progress }: Extract<Pill, { kind: 'working' }>): string {
  if (progress === null) return stage
  if (progress.total === null) return progress.done === 0 ? stage : `${stage} ${formatCount(progress.done)}`
  return `${stage} ${formatCount(progress.done)} / ${formatCount(progress.total)}`
}
