// Chooses between what has failed and waits to be seen to, and what of it was put away.
import { Segmented } from '../../ui/segmented.tsx'

const options = [
  { value: 'open', label: 'To see to' },
  { value: 'dismissed', label: 'Dismissed' },
] as const

/** `label` names what has failed. */
export function DismissedFilter(props: { label: string; isDismissed: boolean; onChange: (isDismissed: boolean) => void }) {
  return (
    <Segmented
      label={props.label}
      value={props.isDismissed ? 'dismissed' : 'open'}
      options={options}
      onChange={(which) => props.onChange(which === 'dismissed')}
    />
  )
}
