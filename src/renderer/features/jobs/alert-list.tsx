// What is wrong at the moment, and what to do about each.
import { TriangleAlert } from 'lucide-react'
import { act } from '../../lib/actions.ts'
import { formatShort } from '../../lib/format-date.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'

/** Nothing while all is well. */
export function AlertList() {
  const alerts = useStatus()?.alerts ?? []
  const nowMs = useNow()
  if (alerts.length === 0) return null
  return (
    <ul
      aria-label="Alerts"
      className="mx-6 mb-4 shrink-0 divide-y divide-line overflow-hidden rounded-lg border border-line bg-warning-soft"
    >
      {alerts.map(({ id, message, cure, jobId, sinceMs, occurrences }) => (
        <li key={id} className="flex items-start gap-3 px-4 py-2.5">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warning" />
          <div className="min-w-0 flex-1">
            <p className="font-medium">{message}</p>
            <p className="text-muted">
              {cure} <span className="tabular-nums">Since {formatShort(sinceMs, nowMs)}.</span>
              {occurrences > 1 && ` Seen ${occurrences} times.`}
            </p>
          </div>
          {jobId !== null && (
            <Button size="small" look="ghost" onClick={() => openDetails({ kind: 'job', id: jobId })}>
              Show job
            </Button>
          )}
          <Button
            size="small"
            look="ghost"
            aria-label={`Dismiss alert: ${message}`}
            onClick={() => void act('alerts.dismiss', { id })}
          >
            Dismiss
          </Button>
        </li>
      ))}
    </ul>
  )
}
