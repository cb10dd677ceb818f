// One line that always tells the truth about what the app is doing.
import clsx from 'clsx'
import type { Pill } from '../../shared/views/status.ts'
import { openImport, openScreen } from '../lib/navigation-store.ts'
import { pillAnnouncement, pillText, type PillTone } from '../lib/pill-text.ts'
import { useStatus } from '../lib/status-store.ts'
import { useNow } from '../lib/use-now.ts'

const dots: Record<PillTone, string> = {
  neutral: 'bg-faint',
  good: 'bg-good',
  busy: 'bg-accent animate-breathe',
  warning: 'bg-warning',
  bad: 'bg-bad',
}

/** A click leads to where the matter can be dealt with. Only another state is said aloud, not every figure. */
export function StatusPill() {
  const status = useStatus()
  const nowMs = useNow()
  if (status === null) return <div role="status" />
  const { text, tone } = pillText(status.pill, nowMs)
  return (
    <>
      <span aria-live="polite" className="sr-only">
        {pillAnnouncement(status.pill)}
      </span>
      <div role="status" aria-live="off" className="min-w-0">
        <button
          type="button"
          onClick={() => follow(status.pill)}
          className="flex h-8 max-w-full min-w-0 items-center gap-2 rounded-full px-3 text-muted tabular-nums hover:bg-hover hover:text-ink"
        >
          <span aria-hidden className={clsx('size-2 shrink-0 rounded-full', dots[tone])} />
          <span className="truncate">{text}</span>
        </button>
      </div>
    </>
  )
}

function follow(pill: Pill): void {
  if (pill.kind === 'needs_approval') openImport(pill.accountId)
  else if (pill.kind === 'needs_reconnect' || pill.kind === 'no_accounts') openScreen('settings')
  else openScreen('jobs', pill.kind === 'failed' ? 'failed' : null)
}
