// Draws the short messages at the bottom of the window and takes them away again.
import clsx from 'clsx'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { useToasts, type Toast } from '../lib/toast-store.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

const shownMs = 6_000
const errorShownMs = 12_000

/** All messages, newest at the bottom; a polite live region. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed bottom-5 left-1/2 z-50 flex -translate-x-1/2 flex-col items-center gap-2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const dismiss = useToasts((state) => state.dismiss)
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), toast.tone === 'error' ? errorShownMs : shownMs)
    return () => clearTimeout(timer)
  }, [dismiss, toast.id, toast.tone])

  const { action } = toast
  return (
    <div className="pointer-events-auto flex max-w-[min(560px,90vw)] items-center gap-3 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-high">
      <ToneIcon tone={toast.tone} />
      <p className="min-w-0 py-1">
        {toast.message}
        {toast.hint !== '' && <span className="block text-sm text-muted">{toast.hint}</span>}
      </p>
      {action !== null && (
        <Button
          size="small"
          look="ghost"
          className="text-accent hover:text-accent-strong"
          onClick={() => {
            dismiss(toast.id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss message" icon={<X size={14} />} className="size-6" onClick={() => dismiss(toast.id)} />
    </div>
  )
}

function ToneIcon({ tone }: { tone: Toast['tone'] }) {
  const look = clsx('shrink-0', { 'text-muted': tone === 'info', 'text-good': tone === 'success', 'text-bad': tone === 'error' })
  if (tone === 'success') return <CircleCheck aria-hidden size={16} className={look} />
  if (tone === 'error') return <CircleAlert aria-hidden size={16} className={look} />
  return <Info aria-hidden size={16} className={look} />
}
