// How alive a relationship is, as five small bars.
import clsx from 'clsx'

const bars = [12, 32, 52, 72, 90] as const

/** In words: "fading", "steady", "strong". */
export function strengthWord(strength: number): string {
  if (strength >= 70) return 'strong'
  if (strength >= 40) return 'steady'
  if (strength >= 15) return 'fading'
  return 'faint'
}

/** `strength` is 0 to 100. */
export function StrengthMeter({ strength }: { strength: number }) {
  return (
    <span
      role="img"
      aria-label={`Relationship ${strengthWord(strength)}, ${strength} of 100`}
      title={`${strength} of 100`}
      className="inline-flex items-end gap-0.5"
    >
      {bars.map((threshold, index) => (
        <span
          key={threshold}
          className={clsx('w-1 rounded-[1px]', strength >= threshold ? 'bg-accent' : 'bg-line-strong')}
          style={{ height: 5 + index * 2 }}
        />
      ))}
    </span>
  )
}
