// Connecting Google: the person's own OAuth client, each permission explained, then the browser.
import { CircleCheck, ExternalLink, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { assertNever } from '../../../shared/assert-never.ts'
import { needsApproval } from '../../../shared/views/imports.ts'
import { client } from '../../lib/client.ts'
import { openImport } from '../../lib/navigation-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { ConnectForm } from './connect-form.tsx'
import { connectStore } from './connect-store.ts'

/** Opened from the welcome and from Settings. It gives way to the review where something of the account has to be approved. */
export function ConnectGoogleDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { phase, cancel, restart, receive } = useStore(connectStore)
  useEffect(() => client.on('accounts.connection', receive), [receive])
  const connected = useStatus()?.accounts.find(({ id }) => phase.kind === 'connected' && id === phase.accountId)
  const reviewId = isOpen && connected !== undefined && needsApproval(connected.importState) ? connected.id : null
  useEffect(() => {
    if (reviewId === null) return
    restart()
    openImport(reviewId)
  }, [reviewId, restart])
  const isWaiting = phase.kind === 'opening' || phase.kind === 'waiting_for_browser'
  const close = (): void => {
    if (isWaiting) void cancel()
    else restart()
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Connect Google"
      description="Your mail and calendar travel from Google to this computer, and nowhere else."
      width="wide"
    >
      <Phase isRead={connected !== undefined} onClose={close} />
    </Dialog>
  )
}

/** `isRead`: the account that was connected is in the workspace, and needs nothing more. */
function Phase({ isRead, onClose }: { isRead: boolean; onClose: () => void }) {
  const { phase, connect, cancel, restart } = useStore(connectStore)
  switch (phase.kind) {
    case 'form':
    case 'cancelled':
      return <ConnectForm onSubmit={(form) => void connect(form)} />
    case 'opening':
    case 'waiting_for_browser':
      return (
        <Outcome
          icon={<Spinner size={26} />}
          title="Finish in your browser"
          text="Choose the account and allow what you want to allow. This window goes on by itself."
        >
          <Button onClick={() => void cancel()}>Cancel</Button>
        </Outcome>
      )
    case 'connected':
      return (
        <Outcome
          icon={<CircleCheck aria-hidden size={28} className="text-good" />}
          title={`${phase.email} is connected`}
          text={isRead ? 'It is being read now. You can watch it under Jobs.' : 'Looking at what there is…'}
        >
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </Outcome>
      )
    case 'failed':
      return (
        <Outcome icon={<TriangleAlert aria-hidden size={28} className="text-warning" />} title={phase.message} text={phase.hint}>
          <Button look="primary" icon={<ExternalLink aria-hidden size={14} />} onClick={restart}>
            Try again
          </Button>
        </Outcome>
      )
    default:
      return assertNever(phase, 'phase')
  }
}

function Outcome({
  icon,
  title,
  text,
  children,
}: {
  icon: React.ReactNode
  title: string
  text: string
  children: React.ReactNode
}) {
  return (
    <div role="status" className="flex flex-col items-center gap-1 py-8 text-center">
      <div className="mb-2 text-accent">{icon}</div>
      <p className="text-lg font-semibold">{title}</p>
      <p className="mb-4 max-w-100 text-muted">{text}</p>
      {children}
    </div>
  )
}
