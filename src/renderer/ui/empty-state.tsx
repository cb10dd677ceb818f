// What a list says when there is nothing in it: why, and what to do.
import type { ReactNode } from 'react'

/** `icon` is decorative. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex h-full min-h-48 flex-col items-center justify-center gap-1 p-8 text-center">
      <div aria-hidden className="mb-2 flex size-11 items-center justify-center rounded-full bg-pressed text-faint">
        {icon}
      </div>
      <p className="text-md font-medium">{title}</p>
      {children !== undefined && <div className="max-w-80 text-muted">{children}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}
