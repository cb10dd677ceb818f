// Holds back all jobs of a kind or of an account, or lets them go on.
import { Pause, Play } from 'lucide-react'
import { useStore } from 'zustand'
import type { PauseScope } from '../../../shared/ipc/contract.ts'
import { jobKinds } from '../../../shared/jobs/vocabulary.ts'
import { act } from '../../lib/actions.ts'
import { valueOf } from '../../lib/loadable.ts'
import { Button } from '../../ui/button.tsx'
import { overviewStore } from './overview-store.ts'

/** Exactly one of the two is given. Nothing for a kind that this version does not know. */
export function PauseButton(props: { kind: string; accountId: null } | { kind: null; accountId: string }) {
  const overview = useStore(overviewStore, (state) => valueOf(state.overview))
  const scope = scopeOf(props)
  if (scope === null) return null
  const word = props.kind === null ? `account:${props.accountId}` : `kind:${props.kind}`
  const isPaused = overview?.pauses.some((pause) => pause.scope === word) ?? false
  return (
    <Button
      size="small"
      icon={isPaused ? <Play aria-hidden size={13} /> : <Pause aria-hidden size={13} />}
      onClick={() => void act(isPaused ? 'jobs.resume' : 'jobs.pause', scope)}
    >
      {`${isPaused ? 'Resume' : 'Pause'} this ${props.kind === null ? 'account' : 'stage'}`}
    </Button>
  )
}

function scopeOf(props: { kind: string | null; accountId: string | null }): PauseScope | null {
  if (props.accountId !== null) return { kind: 'account', accountId: props.accountId }
  const jobKind = jobKinds.find((kind) => kind === props.kind)
  return jobKind === undefined ? null : { kind: 'job_kind', jobKind }
}
