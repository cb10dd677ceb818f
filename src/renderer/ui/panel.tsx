// The inside of the details panel: a head with a way out, a scrolling body, and its waiting and failing states.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Loadable } from '../lib/loadable.ts'
import { useNavigation } from '../lib/navigation-store.ts'
import { ErrorState } from './error-state.tsx'
import { IconButton } from './icon-button.tsx'
import { Skeleton } from './skeleton.tsx'

interface PanelProps<Value> {
  /** What sort of thing is shown: "Meeting", "Message", "Job". */
  kind: string
  content: Loadable<Value>
  onRetry: () => void
  /** Buttons in the head. */
  tools?: (value: Value) => ReactNode
  children: (value: Value) => ReactNode
}

/** Draws `children` once there is something to draw. */
export function Panel<Value>({ kind, content, onRetry, tools, children }: PanelProps<Value>) {
  const select = useNavigation((state) => state.select)
  const value = content.kind === 'loading' ? null : content.value
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-1 pr-3 pl-5">
        <p className="flex-1 text-sm font-medium text-muted">{kind}</p>
        {value !== null && tools?.(value)}
        <IconButton label="Close details" shortcut="Esc" icon={<X size={16} />} onClick={() => select(null)} />
      </header>
      <div
        tabIndex={0}
        role="group"
        aria-label={kind}
        className="min-h-0 flex-1 overflow-y-auto px-5 pb-6 focus-visible:-outline-offset-2"
      >
        {value !== null ? (
          children(value)
        ) : content.kind === 'error' ? (
          <ErrorState error={content.error} onRetry={onRetry} />
        ) : (
          <PanelSkeleton />
        )}
      </div>
    </>
  )
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="space-y-3 pt-2">
      <Skeleton className="h-5 w-3/4" />
      <Skeleton className="h-3 w-1/2" />
      <Skeleton className="mt-6 h-3 w-full" />
      <Skeleton className="h-3 w-11/12" />
      <Skeleton className="h-3 w-2/3" />
    </div>
  )
}

/** A titled part of the panel. `aside` stands at the far end of the title. */
export function PanelSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-5 border-t border-line pt-4">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium text-muted">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}
