// A row of joined buttons of which exactly one is on.
import clsx from 'clsx'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Toggle } from '@base-ui/react/toggle'

interface SegmentedProps<Value extends string> {
  label: string
  value: Value
  /** A note stands under its label; with notes the row takes the whole width. */
  options: readonly { value: Value; label: string; note?: string }[]
  onChange: (value: Value) => void
}

/** Switches between a few equal views or values; `label` names the group. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const hasNotes = options.some(({ note }) => note !== undefined)
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className={clsx('rounded-md bg-pressed p-0.5', hasNotes ? 'flex' : 'inline-flex h-8')}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className={clsx(
            'rounded-[5px] px-3 text-muted hover:text-ink data-pressed:bg-thumb data-pressed:font-medium data-pressed:text-ink data-pressed:shadow-low',
            hasNotes && 'min-w-0 flex-1 py-1.5',
          )}
        >
          {option.label}
          {option.note !== undefined && (
            <span className="block truncate text-sm font-normal text-muted tabular-nums">{option.note}</span>
          )}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
