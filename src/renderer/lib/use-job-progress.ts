// Follows how far the job of one kind for one account is.
import { useEffect, useState } from 'react'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { JobProgress } from '../../shared/views/jobs.ts'
import { client } from './client.ts'

/** The latest progress that was told, or that was kept before the component was there; null before that. */
export function useJobProgress(kind: JobKind, accountId: string): JobProgress | null {
  const [progress, setProgress] = useState<JobProgress | null>(null)
  useEffect(() => {
    let isToldLater = false
    const tell = (told: JobProgress | null): void => {
      isToldLater = true
      setProgress(told)
    }
    const stop = client.on('jobs.progress', (told) => {
      if (told.kind === kind && told.accountId === accountId) tell(told.progress)
    })
    // It may take long until more is told.
    void client.call('jobs.page', { status: 'processing', kind, cursor: null, limit: 100 }).then((answer) => {
      if (!isToldLater && answer.ok) tell(answer.value.items.find((job) => job.accountId === accountId)?.progress ?? null)
    })
    return () => {
      stop()
      tell(null)
    }
  }, [kind, accountId])
  return progress
}
