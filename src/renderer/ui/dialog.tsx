// A window over the window: traps focus, closes with Esc, and gives the focus back.
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  description?: string
  width?: 'narrow' | 'wide'
  /** `own`: the children scroll and pad themselves, for instance to keep a foot in sight with {@link DialogBody}. */
  scrolling?: 'whole' | 'own'
  children: ReactNode
}

/** A titled dialog. */
export function Dialog({ isOpen, onClose, title, description, width = 'narrow', scrolling = 'whole', children }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          className={clsx(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[86vh] -translate-x-1/2 -translate-y-1/2 flex-col',
            'rounded-xl border border-line bg-raised shadow-high',
            width === 'narrow' ? 'w-[min(480px,92vw)]' : 'w-[min(640px,92vw)]',
          )}
        >
          <header className="py-3 pt-5 pr-14 pl-6">
            <Base.Title className="text-lg font-semibold tracking-[-0.01em]">{title}</Base.Title>
            {description !== undefined && <Base.Description className="mt-0.5 text-muted">{description}</Base.Description>}
          </header>
          {scrolling === 'whole' ? <DialogBody>{children}</DialogBody> : children}
          {/* After the content: what the dialog is about is focused first, and Esc has no tooltip to close before it. */}
          <Base.Close render={<IconButton label="Close" icon={<X size={16} />} className="absolute top-4 right-4" />} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The part of a dialog that scrolls. One in which nothing takes the focus needs a `label`: it then scrolls by key itself. */
export function DialogBody({ className, label, children }: { className?: string; label?: string; children: ReactNode }) {
  const reach = label === undefined ? {} : { tabIndex: 0, role: 'group', 'aria-label': label }
  return (
    <div className={clsx('min-h-0 overflow-y-auto px-6 pb-6 focus-visible:-outline-offset-2', className)} {...reach}>
      {children}
    </div>
  )
}

/** A dialog without a frame of its own; `label` is its name for assistive technology. */
export function BareDialog({
  isOpen,
  onClose,
  label,
  children,
}: {
  isOpen: boolean
  onClose: () => void
  label: string
  children: ReactNode
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          aria-label={label}
          className="fixed top-[12vh] left-1/2 z-40 w-[min(620px,92vw)] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-high"
        >
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
