// Connecting Google: the person's own OAuth client, each permission explained, then the browser. For a known account, the client alone.
import { CircleCheck, ExternalLink, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { assertNever } from '../../../shared/assert-never.ts'
import { needsApproval } from '../../../shared/views/imports.ts'
import { type ConnectPhase, connectStore } from '../../lib/connect-store.ts'
import { openImport, useNavigation } from '../../lib/navigation-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { ConnectForm, type ConnectFormValue } from './connect-form.tsx'
import { ReconnectForm } from './reconnect-form.tsx'

/** Opened from the welcome and from Settings. It gives way to the review where something of the account has to be approved. */
export function ConnectGoogleDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { accountId, phase: current, cancel, restart } = useStore(connectStore)
  const knownId = useNavigation((state) => state.connectAccountId)
  const accounts = useStatus()?.accounts
  const known = accounts?.find(({ id }) => id === knownId)
  // A sign-in that a "Reconnect" has begun is told beside that button, not here.
  const phase: ConnectPhase = accountId === knownId ? current : { kind: 'idle' }
  const connected = accounts?.find(({ id }) => phase.kind === 'connected' && id === phase.accountId)
  // One that was disconnected a moment ago has to be gone first.
  const isLeaving = connected?.status === 'paused'
  const reviewId = isOpen && connected !== undefined && !isLeaving && needsApproval(connected.importState) ? connected.id : null
  useEffect(() => {
    if (reviewId === null) return
    restart()
    openImport(reviewId)
  }, [reviewId, restart])
  const isWaiting = phase.kind === 'opening' || phase.kind === 'waiting_for_browser'
  const close = (): void => {
    if (isWaiting) void cancel()
    else if (phase.kind !== 'idle') restart()
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={known === undefined ? 'Connect Google' : `Reconnect ${known.email}`}
      description={
        known === undefined
          ? 'Your mail and calendar travel from Google to this computer, and nowhere else.'
          : 'What is here already stays, and the sync goes on where it stopped.'
      }
      width="wide"
    >
      <Phase
        phase={phase}
        knownId={knownId}
        next={isLeaving ? connected.statusReason : connected && 'It is being read now. You can watch it under Jobs.'}
        onClose={close}
      />
    </Dialog>
  )
}

/**
 * `next`: what happens with the account that was connected, once it is in the workspace. What has been typed stays until the dialog is closed: a
 * person who said no, or chose the wrong account, need not fetch it again.
 */
function Phase({
  phase,
  knownId,
  next,
  onClose,
}: {
  phase: ConnectPhase
  knownId: string | null
  next: string | null | undefined
  onClose: () => void
}) {
  const { connect, reconnect, cancel, restart } = connectStore.getState()
  const [form, setForm] = useState<ConnectFormValue>({ clientId: '', clientSecret: '', scopes: ['calendar', 'mail'] })
  switch (phase.kind) {
    case 'idle':
      if (knownId === null) return <ConnectForm value={form} onChange={setForm} onSubmit={() => void connect(form)} />
      return (
        <ReconnectForm
          value={form}
          onChange={(typed) => setForm({ ...form, ...typed })}
          onSubmit={() => void reconnect(knownId, form)}
        />
      )
    case 'opening':
    case 'waiting_for_browser':
      return (
        <Outcome
          icon={<Spinner size={26} />}
          title="Finish in your browser"
          text="Choose the account and allow what you want to allow. This window goes on by itself. “Access blocked” there means that your address is no test user yet: cancel, and look at step 4."
        >
          <Button onClick={() => void cancel()}>Cancel</Button>
        </Outcome>
      )
    case 'connected':
      return (
        <Outcome
          icon={<CircleCheck aria-hidden size={28} className="text-good" />}
          title={`${phase.email} is connected`}
          text={next ?? 'Looking at what there is…'}
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
