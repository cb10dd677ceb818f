// Puts the state of the workspace into the few words that a tray has room for.
import { assertNever } from '../../shared/assert-never.ts'
import type { Status } from '../../shared/views/status.ts'

const minuteMs = 60_000

/** One line: what needs a person first, then what is going on. Never a name, an address or a subject: others may see the screen. */
export function describeStatus(status: Status | null, nowMs: number): string {
  if (status === null) return 'Starting…'
  const toReview = status.counts.contactSuggestions
  const review = toReview > 0 ? [`${toReview.toLocaleString('en')} to review`] : []
  return [...review, describePill(status, nowMs)].join(' · ')
}

function describePill({ pill }: Status, nowMs: number): string {
  switch (pill.kind) {
    case 'cannot_write':
      return pill.problem.replace(/\.$/, '')
    case 'not_answering':
      return 'Not answering: restart OmniCRM'
    case 'no_accounts':
      return 'No account connected'
    case 'needs_reconnect':
      return 'Reconnect needed'
    case 'needs_approval':
      return 'Import to review'
    case 'working': {
      const { progress } = pill
      if (progress === null) return pill.stage
      const of = progress.total === null ? '' : ` / ${progress.total.toLocaleString('en')}`
      return `${pill.stage} ${progress.done.toLocaleString('en')}${of}`
    }
    case 'paused':
      return pill.isStillWorking ? 'Pausing…' : 'Paused'
    case 'offline':
      return 'Waiting for the network'
    case 'waiting':
      return `Waiting until ${new Date(pill.untilMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
    case 'failed':
      return `${pill.count.toLocaleString('en')} failed`
    case 'up_to_date':
      return pill.lastSyncAtMs === null ? 'Up to date' : `last sync ${describeAge(nowMs - pill.lastSyncAtMs)}`
    default:
      return assertNever(pill, 'pill')
  }
}

function describeAge(ageMs: number): string {
  const minutes = Math.floor(ageMs / minuteMs)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`
}
