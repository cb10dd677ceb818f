// Every attempt of a job: when, how long, how it ended and why.
import type { JobAttempt } from '../../../shared/views/jobs.ts'
import { formatMoment } from '../../lib/format-date.ts'
import { formatDuration } from '../../lib/format-number.ts'
import { Badge, type BadgeTone } from '../../ui/badge.tsx'
import { PanelSection } from '../../ui/panel.tsx'

const outcomes: Record<JobAttempt['outcome'], { word: string; tone: BadgeTone }> = {
  running: { word: 'Running', tone: 'accent' },
  completed: { word: 'Finished', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  snoozed: { word: 'Put off', tone: 'warning' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  interrupted: { word: 'Interrupted', tone: 'warning' },
}

/** In the order in which they were made. */
export function AttemptList({ attempts }: { attempts: readonly JobAttempt[] }) {
  return (
    <PanelSection title="Attempts">
      <ol className="space-y-3">
        {attempts.map((attempt, index) => {
          const { word, tone } = outcomes[attempt.outcome]
          return (
            <li key={`${attempt.attempt}-${index}`}>
              <p className="flex items-center gap-2 tabular-nums">
                <Badge tone={tone}>{word}</Badge>
                <span className="flex-1">{formatMoment(attempt.startedAtMs)}</span>
                {attempt.finishedAtMs !== null && (
                  <span className="text-sm text-muted">{formatDuration(attempt.finishedAtMs - attempt.startedAtMs)}</span>
                )}
              </p>
              {attempt.reason !== null && <p className="mt-1 break-words text-muted">{attempt.reason}</p>}
              {attempt.stack !== null && (
                <details className="mt-1">
                  <summary className="inline-flex min-h-6 items-center text-sm text-muted hover:text-ink">
                    Technical details
                  </summary>
                  <pre tabIndex={0} className="mt-1 max-h-48 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs">
                    {attempt.stack}
                  </pre>
                </details>
              )}
            </li>
          )
        })}
      </ol>
    </PanelSection>
  )
}
