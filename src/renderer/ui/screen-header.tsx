// The head of every screen: its name, a quiet line beside it, and its tools.
import type { ReactNode } from 'react'

/** Holds the one `h1` of the window. */
export function ScreenHeader({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-6 py-3">
      <h1 className="text-xl font-semibold tracking-[-0.015em]">{title}</h1>
      {note !== undefined && <div className="text-muted">{note}</div>}
      {children !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  )
}
