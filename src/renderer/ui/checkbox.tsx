// A labelled check box, in a colour of its own where the colour means something, and the box that marks a row of a list.
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ComponentProps } from 'react'

const accent = 'var(--color-accent)'

interface CheckboxProps {
  label: string
  isChecked: boolean
  isDisabled?: boolean
  onChange: (isChecked: boolean) => void
  /** `#rrggbb`; the accent when absent. */
  color?: string
  /** Stands at the end of the row. */
  aside?: string
}

/** The whole row is the target. */
export function Checkbox({ label, isChecked, isDisabled = false, onChange, color = accent, aside }: CheckboxProps) {
  return (
    <label className="-mx-1.5 flex min-h-7 items-center gap-2.5 rounded-md px-1.5 py-1 hover:bg-hover">
      <Box color={color} checked={isChecked} disabled={isDisabled} onCheckedChange={onChange} />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {aside !== undefined && <span className="shrink-0 text-sm text-muted tabular-nums">{aside}</span>}
    </label>
  )
}

/** `onMark` is told whether Shift was held, which marks all the rows up to this one. */
export function MarkBox(props: { label: string; isMarked: boolean; onMark: (isExtending: boolean) => void }) {
  return (
    <label className="-m-1 flex size-7 shrink-0 items-center justify-center">
      <Box
        color={accent}
        checked={props.isMarked}
        onCheckedChange={(_, { event }) => props.onMark('shiftKey' in event && event.shiftKey === true)}
      />
      <span className="sr-only">{props.label}</span>
    </label>
  )
}

function Box({ color, ...rest }: Omit<ComponentProps<typeof Base.Root>, 'color'> & { color: string }) {
  return (
    <Base.Root
      {...rest}
      className="flex size-4 shrink-0 items-center justify-center rounded-sm border-2"
      style={{ borderColor: color, backgroundColor: rest.checked === true ? color : 'transparent' }}
    >
      <Base.Indicator>
        <Check aria-hidden size={11} strokeWidth={3.5} className="text-surface" />
      </Base.Indicator>
    </Base.Root>
  )
}
