// A row of joined buttons of which exactly one is on.
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Toggle } from '@base-ui/react/toggle'

interface SegmentedProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** Switches between a few equal views; `label` names the group. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className="inline-flex h-8 rounded-md bg-pressed p-0.5"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="rounded-[5px] px-3 text-muted hover:text-ink data-pressed:bg-thumb data-pressed:font-medium data-pressed:text-ink data-pressed:shadow-low"
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
