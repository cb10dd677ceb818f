// How far something is: a share when the total is known, a breathing bar when it is not.
import clsx from 'clsx'

/** `total` null means unknown. `label` names the bar. */
export function ProgressBar({
  label,
  done,
  total,
  className,
}: {
  label: string
  done: number
  total: number | null
  className?: string
}) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={share === null ? undefined : Math.min(done, total ?? done)}
      className={clsx('h-1 overflow-hidden rounded-full bg-pressed', className)}
    >
      <div
        className={clsx(
          'h-full rounded-full bg-accent transition-[width] duration-300',
          share === null && 'w-1/3 animate-breathe',
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  )
}
