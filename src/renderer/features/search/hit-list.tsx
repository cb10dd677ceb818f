// The ranked results of a search.
import clsx from 'clsx'
import { CalendarDays, Mail, Sparkles } from 'lucide-react'
import { useEffect } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { SearchHit } from '../../../shared/views/search.ts'
import { formatShort } from '../../lib/format-date.ts'
import { useNow } from '../../lib/use-now.ts'
import { titleWords } from '../../lib/title-words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Highlighted, withoutMarks } from '../../ui/highlighted.tsx'

const kindWords = { email: 'Mail', meeting: 'Meeting', person: 'Person' } as const

/** A list box that the search box drives (`aria-activedescendant`). */
export function HitList(props: { hits: readonly SearchHit[]; activeIndex: number; onChoose: (hit: SearchHit) => void }) {
  const { hits, activeIndex, onChoose } = props
  useEffect(() => document.getElementById(`search-hit-${activeIndex}`)?.scrollIntoView({ block: 'nearest' }), [activeIndex])
  return (
    <ul id="search-hits" role="listbox" aria-label="Results" className="max-w-230">
      {hits.map((hit, index) => (
        <li
          key={`${hit.kind}-${hit.id}`}
          id={`search-hit-${index}`}
          role="option"
          aria-selected={index === activeIndex}
          onClick={() => onChoose(hit)}
          className={clsx('flex gap-3 rounded-lg px-3 py-2.5', index === activeIndex ? 'bg-accent-soft' : 'hover:bg-hover')}
        >
          <HitIcon hit={hit} />
          <HitText hit={hit} />
        </li>
      ))}
    </ul>
  )
}

function HitText({ hit }: { hit: SearchHit }) {
  const nowMs = useNow()
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-baseline gap-3">
        <p className="min-w-0 flex-1 truncate font-medium">
          <span className="sr-only">{kindWords[hit.kind]}: </span>
          <Highlighted text={titleWords(hit.title, hit.kind)} />
        </p>
        {hit.occurredAtMs !== null && (
          <span className="text-sm text-muted tabular-nums">{formatShort(hit.occurredAtMs, nowMs)}</span>
        )}
      </div>
      <p className="line-clamp-2 text-muted empty:hidden">
        <Highlighted text={hit.snippet} />
      </p>
      <div className="mt-0.5 flex items-center gap-2 text-sm text-muted">
        {hit.occurrences > 1 && <Badge tone="neutral">{hit.occurrences} in the series</Badge>}
        <span className="truncate">{hit.people.join(', ')}</span>
        {/* What holds the words shows them marked; only what does not needs a reason. */}
        {hit.matchedBy === 'meaning' && (
          <span className="ml-auto inline-flex shrink-0 items-center gap-1">
            <Sparkles aria-hidden size={12} /> Found by meaning
          </span>
        )}
      </div>
    </div>
  )
}

function HitIcon({ hit }: { hit: SearchHit }) {
  const box = 'mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-full bg-pressed text-muted'
  switch (hit.kind) {
    case 'person':
      return <Avatar name={withoutMarks(hit.title)} />
    case 'email':
      return (
        <span aria-hidden className={box}>
          <Mail size={15} />
        </span>
      )
    case 'meeting':
      return (
        <span aria-hidden className={box}>
          <CalendarDays size={15} />
        </span>
      )
    default:
      return assertNever(hit.kind, 'kind of hit')
  }
}
