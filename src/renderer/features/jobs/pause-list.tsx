// What is held back at the moment, by a person or by a limit, and the way to let it go on.
import { CirclePause } from 'lucide-react'
import { jobName } from '../../../shared/jobs/job-name.ts'
import { readPauseScope } from '../../../shared/jobs/read-pause-scope.ts'
import { jobKinds } from '../../../shared/jobs/vocabulary.ts'
import type { PauseScope } from '../../../shared/ipc/contract.ts'
import type { JobOverview } from '../../../shared/views/jobs.ts'
import { act } from '../../lib/actions.ts'
import { formatTime } from '../../lib/format-date.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Button } from '../../ui/button.tsx'

/** Nothing while nothing is paused. What a provider has asked for ends by itself. */
export function PauseList({ pauses }: { pauses: JobOverview['pauses'] }) {
  const accounts = useStatus()?.accounts ?? []
  const nameOf = (accountId: string): string => {
    const account = accounts.find(({ id }) => id === accountId)
    return account?.email || account?.displayName || accountId
  }
  if (pauses.length === 0) return null
  return (
    <ul
      aria-label="Paused"
      className="mx-6 mb-4 shrink-0 divide-y divide-line overflow-hidden rounded-lg border border-line bg-sunken"
    >
      {pauses.map(({ scope, reason, untilMs }) => {
        const { title, resumes } = describe(scope, nameOf)
        return (
          <li key={scope} className="flex min-h-11 items-center gap-3 px-4 py-1.5">
            <CirclePause aria-hidden size={16} className="shrink-0 text-muted" />
            <p className="min-w-0 flex-1">
              <span className="font-medium">{title}</span>{' '}
              <span className="text-muted">
                {reason}
                {untilMs !== null && `; goes on at ${formatTime(untilMs)}`}
              </span>
            </p>
            {resumes !== null && (
              <Button size="small" look="ghost" aria-label={`Resume: ${title}`} onClick={() => void act('jobs.resume', resumes)}>
                Resume
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** A stored scope in words, and what ends it; null for what ends by itself. */
function describe(scope: string, nameOf: (accountId: string) => string): { title: string; resumes: PauseScope | null } {
  const paused = readPauseScope(scope)
  switch (paused.kind) {
    case 'all':
      return { title: 'Everything', resumes: paused }
    case 'job_kind': {
      const jobKind = jobKinds.find((kind) => kind === paused.jobKind)
      return { title: jobName(paused.jobKind), resumes: jobKind === undefined ? null : { kind: 'job_kind', jobKind } }
    }
    case 'account':
      return { title: nameOf(paused.accountId), resumes: { kind: 'account', accountId: paused.accountId } }
    case 'bucket':
      return { title: nameOf(paused.accountId), resumes: null }
  }
}
