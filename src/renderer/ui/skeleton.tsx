// Grey shapes where rows will be, so that nothing jumps when they arrive.
import clsx from 'clsx'

/** One grey bar. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-breathe rounded-sm bg-pressed', className)} />
}

/** A list of waiting rows, announced as loading. */
export function SkeletonRows({ count = 10, label }: { count?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="overflow-hidden">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-16 items-center gap-3 px-6">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className={index % 3 === 0 ? 'h-3 w-2/5' : 'h-3 w-1/3'} />
            <Skeleton className={index % 2 === 0 ? 'h-2.5 w-3/4' : 'h-2.5 w-3/5'} />
          </div>
        </div>
      ))}
    </div>
  )
}
