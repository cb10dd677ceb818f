// Draws the short messages at the bottom of the window and takes them away again.
import clsx from 'clsx'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useToasts, type Toast } from '../lib/toast-store.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

/** All messages, newest at the bottom; a polite live region. Whoever points at one or has come to it by key reads as long as they like. */
export function Toaster() {
  const { toasts, hold, letGo } = useToasts()
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      onPointerMove={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
      className="pointer-events-none fixed inset-x-0 bottom-5 z-50 flex flex-col items-center gap-2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const { dismiss, take } = useToasts()
  const { id, action } = toast
  return (
    <div className="pointer-events-auto flex max-w-[min(560px,90vw)] items-center gap-3 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-high">
      <ToneIcon tone={toast.tone} />
      <p className="min-w-0 py-1">
        {toast.message}
        {toast.hint !== '' && <span className="block text-sm text-muted">{toast.hint}</span>}
      </p>
      {action !== null && (
        <Button size="small" look="link" onClick={() => take(id)}>
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss message" icon={<X size={14} />} className="size-6" onClick={() => dismiss(id)} />
    </div>
  )
}

function ToneIcon({ tone }: { tone: Toast['tone'] }) {
  const look = clsx('shrink-0', { 'text-muted': tone === 'info', 'text-good': tone === 'success', 'text-bad': tone === 'error' })
  if (tone === 'success') return <CircleCheck aria-hidden size={16} className={look} />
  if (tone === 'error') return <CircleAlert aria-hidden size={16} className={look} />
  return <Info aria-hidden size={16} className={look} />
}
