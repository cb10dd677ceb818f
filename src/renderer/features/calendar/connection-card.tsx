// How each account stands: last sync, next sync, counts, what is wrong in plain words, and the two buttons that matter.
import { CircleAlert, Pause, Play, RefreshCw } from 'lucide-react'
import { Fragment } from 'react'
import type { Account, AccountPartHealth } from '../../../shared/views/status.ts'
import { act, syncNow } from '../../lib/actions.ts'
import { formatRelative, formatTime } from '../../lib/format-date.ts'
import { formatCount, formatCounted } from '../../lib/format-number.ts'
import { processJobs, useProcessJobs } from '../../lib/process-jobs-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { ApprovalCard } from '../../ui/approval-card.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ReconnectCard } from '../../ui/reconnect-card.tsx'
import { SweepCards } from '../../ui/sweep-cards.tsx'

/** One block for each account, then the buttons. */
export function ConnectionCard() {
  const accounts = useStatus()?.accounts ?? []
  const { isProcessing, outcome } = useProcessJobs()
  return (
    <section aria-label="Calendar connection" className="rounded-lg border border-line bg-sunken p-3.5">
      <h2 className="font-semibold">Connection</h2>
      {accounts.length === 0 && <p className="mt-1 text-muted">Nothing is connected yet.</p>}
      {accounts.map((account) => (
        <AccountState key={account.id} account={account} />
      ))}
      <div className="mt-3 grid gap-2">
        <Button size="small" icon={<RefreshCw aria-hidden size={13} />} onClick={() => void syncNow()}>
          Sync Now
        </Button>
        <Button size="small" isBusy={isProcessing} icon={<Play aria-hidden size={13} />} onClick={processJobs}>
          {isProcessing ? 'Processing…' : 'Process Jobs'}
        </Button>
      </div>
      <p role="status" className="text-sm text-muted not-empty:mt-2">
        {isProcessing ? '' : outcome}
      </p>
    </section>
  )
}

const partNames = { calendar: 'Calendar', mail: 'Mail' } as const

/** What keeps parts from being in sync; who has to sign in again is told by a card of its own. */
function reasonsOf({ status, statusReason, parts }: Account): string[] {
  const reasons = [
    ...(status === 'paused' ? [statusReason] : []),
    ...parts.map((part) => (part.status === 'needs_reconnect' ? null : part.statusReason)),
  ]
  return [...new Set(reasons.filter((reason) => reason !== null))]
}

function nextWords({ status, isPaused, nextSyncAtMs }: AccountPartHealth): string {
  if (isPaused) return 'paused'
  if (status === 'needs_reconnect') return 'once reconnected'
  return nextSyncAtMs === null ? 'when you ask' : formatTime(nextSyncAtMs)
}

function AccountState({ account }: { account: Account }) {
  const nowMs = useNow()
  const { counts } = account
  return (
    <div className="mt-2 border-t border-line pt-2">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate font-medium" title={account.email}>
          {account.displayName}
        </p>
        <PauseAccount account={account} />
      </div>
      {account.email !== account.displayName && <p className="truncate text-sm text-muted">{account.email}</p>}
      {account.isPaused && <p className="mt-1 text-sm text-warning">Paused by you: nothing is read until you resume it.</p>}
      {reasonsOf(account).map((reason) => (
        <p key={reason} className="mt-1 flex gap-1.5 text-sm text-warning">
          <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" /> {reason}
        </p>
      ))}
      {account.notices.map((notice) => (
        <p key={notice} className="mt-1 text-sm text-muted">
          {notice}
        </p>
      ))}
      <div className="mt-1.5 space-y-1.5 empty:hidden">
        <ReconnectCard account={account} />
        <SweepCards account={account} />
        <ApprovalCard account={account} />
      </div>
      {account.activity !== null && <p className="mt-1 text-sm text-accent">{account.activity}</p>}
      <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 text-sm tabular-nums">
        {account.parts.map((part) => (
          <Fragment key={part.part}>
            <dt className="text-muted">{partNames[part.part]}</dt>
            <dd className="text-right">
              {part.lastSyncAtMs === null ? 'not synced yet' : `synced ${formatRelative(part.lastSyncAtMs, nowMs)}`}
            </dd>
            <dt className="pl-3 text-faint">next</dt>
            <dd className="text-right text-muted">{nextWords(part)}</dd>
          </Fragment>
        ))}
        <dt className="text-muted">Events</dt>
        <dd className="text-right">
          {formatCount(counts.events)} in {formatCounted(counts.calendars, 'calendar')}
        </dd>
        {counts.failedItems > 0 && (
          <>
            <dt className="text-muted">Failed</dt>
            <dd className="text-right text-bad">{formatCounted(counts.failedItems, 'item')}</dd>
          </>
        )}
      </dl>
    </div>
  )
}

function PauseAccount({ account: { id, displayName, isPaused } }: { account: Account }) {
  return (
    <IconButton
      label={`${isPaused ? 'Resume' : 'Pause'} ${displayName}`}
      icon={isPaused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />}
      onClick={() => void act(isPaused ? 'jobs.resume' : 'jobs.pause', { kind: 'account', accountId: id })}
    />
  )
}
