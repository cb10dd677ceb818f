// A quiet box that holds one matter.
import clsx from 'clsx'
import { useId, type ReactNode } from 'react'

interface CardProps {
  title?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled section in a box; without a title it is only the box. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId()
  return (
    <section aria-labelledby={title === undefined ? undefined : id} className={clsx('rounded-lg border border-line bg-surface', className)}>
      {title !== undefined && (
        <header className="flex min-h-11 items-center gap-3 px-4 pt-2">
          <h2 id={id} className="flex-1 font-semibold">
            {title}
          </h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
