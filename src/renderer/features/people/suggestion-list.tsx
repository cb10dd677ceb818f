// People who are probably contacts, with what speaks for them; decided by key or by button.
import { UserCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Suggestion } from '../../../shared/views/people.ts'
import { useScreenKeys } from '../../lib/screen-keys.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState, ErrorStrip } from '../../ui/error-state.tsx'
import { Keys } from '../../ui/keys.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { decisionStore, suggestionsStore, type Decision } from './suggestions-store.ts'

const topics = ['suggestions', 'people'] as const

/** Keys: j/k or arrows move, a accepts, m accepts a merge, d dismisses, Ctrl/Cmd+Z takes the last decision back, even when none is left. */
export function SuggestionList() {
  const { items, phase, error, nextCursor, isLoadingMore, refresh, loadMore } = useStore(suggestionsStore)
  const { decidedIds, decide, lastUndo } = useStore(decisionStore)
  useLive(topics, suggestionsStore.getState().refresh)
  const open = items.filter((suggestion) => !decidedIds.has(suggestion.id))
  const [activeIndex, setActiveIndex] = useState(0)
  const list = useRef<HTMLOListElement>(null)
  const index = Math.min(activeIndex, open.length - 1)
  const hasFocus = useRef(false)
  const activeId = open[index]?.id
  useEffect(() => {
    if (hasFocus.current) list.current?.querySelector<HTMLElement>(`[data-suggestion="${activeId}"]`)?.focus()
  }, [activeId])

  const active = open[index]
  const moveTo = (next: number): void => {
    hasFocus.current = true
    setActiveIndex(Math.max(0, Math.min(open.length - 1, next)))
  }
  const decideActive = (suggestion: Suggestion, decision: Decision): void => {
    hasFocus.current = true
    void decide(suggestion, decision)
  }
  const next = (): void => moveTo(index + 1)
  const previous = (): void => moveTo(index - 1)
  useScreenKeys({
    ...(active === undefined
      ? {}
      : {
          j: next,
          ArrowDown: next,
          k: previous,
          ArrowUp: previous,
          a: () => decideActive(active, 'accept'),
          d: () => decideActive(active, 'dismiss'),
          m: active.kind === 'merge' ? () => decideActive(active, 'accept') : undefined,
        }),
    'Mod+z': lastUndo ?? undefined,
  })

  if (open.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading suggestions" count={5} />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
    return (
      <EmptyState icon={<UserCheck size={20} />} title="All decided">
        When mail or meetings show someone new, they are suggested here.
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      {error !== null && <ErrorStrip error={error} onRetry={() => void refresh()} />}
      <p className="flex items-center gap-4 py-3 text-sm text-muted">
        <Hint keys="J" what="next" /> <Hint keys="A" what="accept" /> <Hint keys="M" what="merge" />{' '}
        <Hint keys="D" what="dismiss" /> <Hint keys="Mod+Z" what="undo" />
      </p>
      <ol
        ref={list}
        aria-label="Suggestions"
        onFocus={() => (hasFocus.current = true)}
        onBlur={(event) => (hasFocus.current = event.relatedTarget === null || event.currentTarget.contains(event.relatedTarget))}
        className="max-w-220 space-y-3"
      >
        {open.map((suggestion, position) => (
          <SuggestionCard
            key={suggestion.id}
            suggestion={suggestion}
            isActive={position === index}
            onFocus={() => setActiveIndex(position)}
            onDecide={(decision) => void decide(suggestion, decision)}
          />
        ))}
      </ol>
      {nextCursor !== null && (
        <div className="max-w-220 py-4 text-center">
          <Button isBusy={isLoadingMore} onClick={() => void loadMore()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

function Hint({ keys, what }: { keys: string; what: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Keys keys={keys} /> {what}
    </span>
  )
}
