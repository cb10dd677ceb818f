// Words and meaning in one box, results as you type.
import { SearchX, Sparkles } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { SearchAnswer, SearchHit } from '../../../shared/views/search.ts'
import { formatCounted, formatDuration } from '../../lib/format-number.ts'
import { openDetails, openPerson } from '../../lib/navigation-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SearchField } from '../../ui/field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { SearchFilterBar } from './search-filter-bar.tsx'
import { HitList } from './hit-list.tsx'
import { mostHits, searchStore } from './search-store.ts'

/** Opens what was found: a person's page, or the details of a message or meeting. */
function openHit(hit: SearchHit): void {
  if (hit.kind === 'person') openPerson(hit.id)
  else openDetails({ kind: 'interaction', id: hit.id })
}

/** @see searchStore */
export function SearchScreen() {
  const { text, answer, type } = useStore(searchStore)
  const [active, setActive] = useState<{ answer: SearchAnswer | null; index: number }>({ answer: null, index: 0 })
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  // Another answer starts at its first hit.
  const activeIndex = active.answer === answer ? active.index : 0
  const moveTo = (index: number): void => setActive({ answer, index })

  const hits = answer?.hits ?? []
  const moveWithKeys = (event: KeyboardEvent): void => {
    const hit = hits[activeIndex]
    if (event.key === 'ArrowDown') moveTo(Math.min(hits.length - 1, activeIndex + 1))
    else if (event.key === 'ArrowUp') moveTo(Math.max(0, activeIndex - 1))
    else if (event.key === 'Enter' && hit !== undefined) openHit(hit)
    else return
    event.preventDefault()
  }

  return (
    <>
      <h1 className="sr-only">Search</h1>
      <div className="px-6 pt-6 pb-3">
        <SearchField
          ref={box}
          label="Search everything"
          value={text}
          placeholder="Words, what it was about, from:anna, before:2026-03"
          onChange={(event) => type(event.target.value)}
          onKeyDown={moveWithKeys}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls="search-hits"
          aria-activedescendant={hits.length > 0 ? `search-hit-${activeIndex}` : undefined}
          className="max-w-180 [&_input]:h-11 [&_input]:rounded-lg [&_input]:pl-10 [&_input]:text-lg [&_svg]:left-3.5 [&_svg]:size-4.5"
        />
        <SearchFilterBar
          text={text}
          onText={(next) => {
            type(next)
            box.current?.focus()
          }}
        />
        <p role="status" className="mt-2 h-5 text-sm text-faint tabular-nums">
          {answer === null || text.trim() === ''
            ? ''
            : `${resultWords(answer.hits.length)} in ${formatDuration(Math.round(answer.tookMs))}`}
        </p>
      </div>
      <div
        role="group"
        aria-label="What was found"
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto px-3 pb-6 focus-visible:-outline-offset-2"
      >
        <Results activeIndex={activeIndex} onChoose={openHit} />
      </div>
    </>
  )
}

function resultWords(count: number): string {
  return count < mostHits ? formatCounted(count, 'result') : `The best ${count} results`
}

function Results({ activeIndex, onChoose }: { activeIndex: number; onChoose: (hit: SearchHit) => void }) {
  const { text, answer, error, isSearching, refresh } = useStore(searchStore)
  if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
  if (text.trim() === '') {
    return (
      <EmptyState icon={<Sparkles size={20} />} title="Search by words or by meaning">
        “invoice from the printer”, “planning the summer offsite”, a name, an address; narrowed with from:anna, with:bo,
        before:2026-03-01, after:2026 or is:meeting. Everything stays on this computer.
      </EmptyState>
    )
  }
  if (answer === null) return isSearching ? <SkeletonRows label="Searching" count={6} /> : null
  return (
    <>
      {answer.notes.map((note) => (
        <p key={note} className="px-3 pb-2 text-muted">
          {note}
        </p>
      ))}
      {answer.hits.length === 0 ? (
        <EmptyState icon={<SearchX size={20} />} title="Nothing found">
          Try other words, or fewer of them.
        </EmptyState>
      ) : (
        <HitList hits={answer.hits} activeIndex={activeIndex} onChoose={onChoose} />
      )}
    </>
  )
}
