// The title of a part of Today; all of one height, so that parts beside each other begin on one line.
import type { ReactNode } from 'react'

/** `children` stand at the far end; `id` names the section. */
export function SectionHead({ id, title, children }: { id: string; title: string; children?: ReactNode }) {
  return (
    <div className="mb-2 flex h-7 items-center justify-between gap-3">
      <h2 id={id} className="text-lg font-semibold tracking-[-0.01em]">
        {title}
      </h2>
      {children}
    </div>
  )
}
