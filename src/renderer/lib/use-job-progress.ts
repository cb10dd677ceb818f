// Follows how far the job of one kind for one account is.
import { useEffect, useState } from 'react'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { JobProgress } from '../../shared/views/jobs.ts'
import { client } from './client.ts'

/** The latest progress that was told since the component is there; null before that. */
export function useJobProgress(kind: JobKind, accountId: string): JobProgress | null {
  const [progress, setProgress] = useState<JobProgress | null>(null)
  useEffect(() => {
    const stop = client.on('jobs.progress', (told) => {
      if (told.kind === kind && told.accountId === accountId) setProgress(told.progress)
    })
    return () => {
      stop()
      setProgress(null)
    }
  }, [kind, accountId])
  return progress
}
