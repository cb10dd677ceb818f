// Names what a search can be narrowed by, and shows what it is narrowed by now, each to be taken away in one click.
import { X } from 'lucide-react'
import { searchFilters, searchTokens, type SearchToken } from '../../../shared/search-tokens.ts'

const chip = 'inline-flex h-6 items-center gap-1 rounded-full border px-2.5 text-sm'
const known: ReadonlySet<string> = new Set([...searchFilters.map(({ filter }) => filter), 'to', 'type'])

/** `onText` is given the changed text; the box has the focus afterwards. */
export function SearchFilterBar({ text, onText }: { text: string; onText: (text: string) => void }) {
  const used = searchTokens(text).filter(({ filter }) => filter !== null && known.has(filter))
  const isUsed = (filter: string): boolean => used.some((token) => token.filter === filter)
  const offered = searchFilters.filter(({ filter }) => !isUsed(filter))
  return (
    <div role="group" aria-label="Filters" className="mt-2 flex min-h-6 flex-wrap items-center gap-1.5">
      {used.map((token) => (
        <button
          key={token.start}
          type="button"
          aria-label={`Remove the filter ${token.whole}`}
          onClick={() => onText(withoutToken(text, token))}
          className={`${chip} border-accent-line bg-accent-soft text-ink hover:bg-pressed`}
        >
          {token.whole} <X aria-hidden size={12} className="text-muted" />
        </button>
      ))}
      {offered.map(({ filter, example, words }) => (
        <button
          key={filter}
          type="button"
          title={`${filter}:${example}`}
          onClick={() => onText(withFilter(text, filter === 'is' ? 'is:meeting ' : `${filter}:`))}
          className={`${chip} border-line text-muted hover:bg-hover hover:text-ink`}
        >
          <span className="font-medium">{filter === 'is' ? 'is:meeting' : `${filter}:`}</span> {words}
        </button>
      ))}
    </div>
  )
}

/** `text` with a filter begun at its end. */
export function withFilter(text: string, beginning: string): string {
  return text.trim() === '' ? beginning : `${text.trimEnd()} ${beginning}`
}

/** `text` without one of its parts. */
export function withoutToken(text: string, { start, whole }: SearchToken): string {
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(start + whole.length).trimStart()
  return [before, after].filter((part) => part !== '').join(' ')
}
