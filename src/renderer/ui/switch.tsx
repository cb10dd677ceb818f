// An on/off choice that takes effect at once.
import { Switch as Base } from '@base-ui/react/switch'

/** A switch; the row that holds it gives the name through `labelledBy`, or `label` does. */
export function Switch(props: {
  isOn: boolean
  onChange: (isOn: boolean) => void
  label?: string
  labelledBy?: string
  isDisabled?: boolean
}) {
  return (
    <Base.Root
      checked={props.isOn}
      onCheckedChange={props.onChange}
      disabled={props.isDisabled ?? false}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      className="inline-flex h-6 items-center w-10 shrink-0 rounded-full border border-line-strong bg-pressed transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-45"
    >
      <Base.Thumb className="size-4.5 translate-x-0.75 rounded-full bg-faint transition-transform data-checked:translate-x-4.5 data-checked:bg-on-accent" />
    </Base.Root>
  )
}
