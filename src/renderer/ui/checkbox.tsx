// A labelled check box, in a colour of its own where the colour means something.
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'

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
export function Checkbox({
  label,
  isChecked,
  isDisabled = false,
  onChange,
  color = 'var(--color-accent)',
  aside,
}: CheckboxProps) {
  return (
    <label className="-mx-1.5 flex min-h-7 items-center gap-2.5 rounded-md px-1.5 py-1 hover:bg-hover">
      <Base.Root
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={onChange}
        className="flex size-4 shrink-0 items-center justify-center rounded-sm border-2"
        style={{ borderColor: color, backgroundColor: isChecked ? color : 'transparent' }}
      >
        <Base.Indicator>
          <Check aria-hidden size={11} strokeWidth={3.5} className="text-surface" />
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {aside !== undefined && <span className="shrink-0 text-sm text-muted tabular-nums">{aside}</span>}
    </label>
  )
}
