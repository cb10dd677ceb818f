// One box of the pipeline picture.
import clsx from 'clsx'
import { formatCount } from '../../lib/format-number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type { StageFigures } from './pipeline-layout.ts'

/** `perSecond` is shown while the stage runs. */
export function StageCard({ title, figures, perSecond }: { title: string; figures: StageFigures; perSecond: number }) {
  const { processing, queued, pendingItems, doneItems, failedItems, failed, progress } = figures
  const isBusy = processing > 0
  // Rows that wait tell more than the job's own count, which only knows what it has begun.
  const isCounted = pendingItems > 0
  const isAlone = !isBusy && !isCounted && failedItems === 0
  const total = isCounted ? doneItems + pendingItems : (progress?.total ?? null)
  const done = isCounted ? doneItems : (progress?.done ?? 0)
  return (
    <div
      className={clsx(
        'relative flex h-full flex-col justify-center rounded-lg border px-3',
        isBusy ? 'border-accent bg-accent-soft' : 'border-line bg-raised',
      )}
    >
      <p className="flex items-center gap-1.5 font-medium">
        <span aria-hidden className={clsx('size-1.5 shrink-0 rounded-full', dotOf(isBusy, queued, failed + failedItems))} />
        <span className="truncate">{title}</span>
      </p>
      {/* One line: what does not fit beside the details panel wraps out of sight, the most important first. */}
      <p className="mt-0.5 flex h-5 flex-wrap gap-x-1.5 overflow-hidden text-sm leading-5 whitespace-nowrap text-muted tabular-nums">
        <span>
          {formatCount(doneItems)}
          <span className={clsx(!isAlone && 'sr-only')}> done</span>
        </span>
        {isBusy && perSecond >= 1 && <span className="ml-auto text-accent-strong">{formatCount(Math.round(perSecond))}/s</span>}
        {!isBusy && failedItems > 0 && <span className="ml-auto text-bad">{formatCount(failedItems)} failed</span>}
        {pendingItems > 0 && (
          // While it runs, the bar tells what is left.
          <span className={clsx(isBusy && 'sr-only')}>{`· ${formatCount(pendingItems)} left`}</span>
        )}
      </p>
      {isBusy && <ProgressBar label={title} done={done} total={total} className="absolute inset-x-3 bottom-1" />}
    </div>
  )
}

function dotOf(isBusy: boolean, queued: number, failed: number): string {
  if (isBusy) return 'bg-accent animate-breathe'
  if (failed > 0) return 'bg-bad'
  return queued > 0 ? 'bg-warning' : 'bg-line-strong'
}
