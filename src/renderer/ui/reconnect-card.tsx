// Says why an account has to be signed in to anew, and does it in one click: the browser opens, and what comes of it is told here.
import { TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { assertNever } from '../../shared/assert-never.ts'
import type { Account } from '../../shared/views/status.ts'
import { type ConnectPhase, connectStore } from '../lib/connect-store.ts'
import { openReconnect } from '../lib/navigation-store.ts'
import { Button } from './button.tsx'

/** Nothing for an account that is connected. */
export function ReconnectCard({ account }: { account: Account }) {
  const { accountId, phase: current, reconnect, cancel } = useStore(connectStore)
  const mainButton = useRef<HTMLButtonElement>(null)
  if (account.status !== 'needs_reconnect') return null
  const phase: ConnectPhase = accountId === account.id ? current : { kind: 'idle' }
  const { title, text, action } = wordsOf(phase, account)
  const isWaiting = phase.kind === 'opening' || phase.kind === 'waiting_for_browser'
  const giveUp = (): void => {
    // The button that was pressed goes away.
    mainButton.current?.focus()
    void cancel()
  }
  return (
    <div
      role="group"
      aria-label={`Sign-in of ${account.email}`}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-warning-soft p-3"
    >
      <TriangleAlert aria-hidden size={16} className="shrink-0 text-warning" />
      <div role="status" className="selectable min-w-36 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-sm text-muted">{text}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button ref={mainButton} size="small" look="primary" isBusy={isWaiting} onClick={() => void reconnect(account.id)}>
          {action}
        </Button>
        {isWaiting && (
          <Button size="small" onClick={giveUp}>
            Cancel
          </Button>
        )}
        {phase.kind === 'failed' && (
          <Button size="small" onClick={() => openReconnect(account.id)}>
            Other OAuth client…
          </Button>
        )}
      </div>
    </div>
  )
}

function wordsOf(phase: ConnectPhase, { email, statusReason }: Account): { title: string; text: string; action: string } {
  switch (phase.kind) {
    // Connected a while ago, and in need of it again.
    case 'connected':
    case 'idle':
      return { title: 'Nothing new comes in', text: statusReason ?? 'The sign-in has ended.', action: 'Reconnect' }
    case 'opening':
      return { title: 'Opening your browser', text: `Sign in as ${email} there.`, action: 'Opening…' }
    case 'waiting_for_browser':
      return {
        title: 'Finish in your browser',
        text: `Choose ${email} there and leave every box ticked. The rest goes by itself.`,
        action: 'Waiting for the browser…',
      }
    case 'failed':
      return { title: phase.message, text: phase.hint, action: 'Try again' }
    default:
      return assertNever(phase, 'phase')
  }
}
