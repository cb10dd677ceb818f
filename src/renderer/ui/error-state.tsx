// What a screen says when an answer was refused: what happened, what to do, and a way to try again.
import { CircleAlert } from 'lucide-react'
import type { AppErrorValue } from '../../shared/app-error.ts'
import { Button } from './button.tsx'

/** Fills the place of the content that could not be loaded. */
export function ErrorState({ error, onRetry }: { error: AppErrorValue; onRetry: () => void }) {
  return (
    <div role="alert" className="flex h-full min-h-48 flex-col items-center justify-center gap-1 p-8 text-center">
      <CircleAlert aria-hidden size={22} className="mb-1 text-bad" />
      <p className="text-md font-medium">{error.message}</p>
      <p className="max-w-90 text-muted">{error.hint}</p>
      <Button className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

/** A strip above content that is there but could not be refreshed. */
export function ErrorStrip({ error, onRetry }: { error: AppErrorValue; onRetry: () => void }) {
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-line bg-bad-soft px-6 py-2 text-bad">
      <CircleAlert aria-hidden size={16} className="shrink-0" />
      <p className="min-w-0 flex-1">
        {error.message} {error.hint}
      </p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
