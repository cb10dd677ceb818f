// The shape of all settings: titled groups of rows, each with its control at the end.
import type { ReactNode } from 'react'

/** A titled group of rows. */
export function SettingsGroup({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="mb-2 flex items-center">
        <h2 className="flex-1 text-lg font-semibold tracking-[-0.01em]">{title}</h2>
        {aside}
      </div>
      <div className="divide-y divide-line rounded-lg border border-line bg-raised">{children}</div>
    </section>
  )
}

/** A row; `id` names its title for the control's `labelledBy`. */
export function SettingsRow({
  id,
  title,
  text,
  children,
}: {
  id?: string
  title: string
  text?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="flex min-h-13 items-center gap-4 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p id={id} className="font-medium">
          {title}
        </p>
        {text !== undefined && <div className="selectable text-muted">{text}</div>}
      </div>
      {children}
    </div>
  )
}
