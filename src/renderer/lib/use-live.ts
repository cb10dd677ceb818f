// Keeps what a screen shows in step with the tables it reads.
import { useEffect } from 'react'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { client } from './client.ts'
import { coalesce } from './coalesce.ts'

const refreshEveryMs = 400

/**
 * Calls `refresh` now and whenever one of `topics` has changed, at most every 400 ms. Both arguments must be stable
 * (module constants and store actions).
 */
export function useLive(topics: readonly DataTopic[], refresh: () => Promise<void>): void {
  useEffect(() => {
    const refreshing = coalesce(refresh, refreshEveryMs)
    refreshing.request()
    const stopListening = client.on('data.changed', (change) => {
      if (change.topics.some((topic) => topics.includes(topic))) refreshing.request()
    })
    return () => {
      stopListening()
      refreshing.stop()
    }
  }, [topics, refresh])
}
