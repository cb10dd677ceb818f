// Loads one thing in full and keeps it fresh while it is on the screen.
import { useCallback, useRef, useState } from 'react'
import type { Result } from '../../shared/app-error.ts'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { loading, settle, type Loadable } from './loadable.ts'
import { useLive } from './use-live.ts'

/** `load` and `topics` must be module constants. The component must be keyed by `id`, so that one never shows another's answer. */
export function useDetail<Value>(
  id: number,
  topics: readonly DataTopic[],
  load: (id: number) => Promise<Result<Value>>,
): { content: Loadable<Value>; refresh: () => Promise<void> } {
  const [content, setContent] = useState<Loadable<Value>>(loading)
  const generation = useRef(0)
  const refresh = useCallback(async () => {
    const mine = ++generation.current
    const answer = await load(id)
    if (mine === generation.current) setContent((before) => settle(before, answer))
  }, [id, load])
  useLive(topics, refresh)
  return { content, refresh }
}
