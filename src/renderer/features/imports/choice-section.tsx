// The shape of the review: titled sections of rows, each with its switch at the end.
import type { ReactNode } from 'react'
import { Switch } from '../../ui/switch.tsx'

/** A titled section. */
export function ChoiceSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {children}
    </section>
  )
}

interface SwitchRowProps {
  /** Of the element that holds the title. */
  id: string
  title: string
  aside: string
  /** `#rrggbb`, shown as a dot. */
  color?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A title, a number, a switch. */
export function SwitchRow({ id, title, aside, color, isOn, onChange }: SwitchRowProps) {
  return (
    <div className="flex h-9 items-center gap-3">
      {color !== undefined && <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ backgroundColor: color }} />}
      <p id={id} className="min-w-0 flex-1 truncate">
        {title}
      </p>
      <p className="text-sm text-muted tabular-nums">{aside}</p>
      <Switch labelledBy={id} isOn={isOn} onChange={onChange} />
    </div>
  )
}
