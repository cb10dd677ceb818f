// One suggestion: who, why, and the very messages and meetings that speak for it.
import clsx from 'clsx'
import { Check, GitMerge, UserPlus, X } from 'lucide-react'
import type { Suggestion } from '../../../shared/views/people.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatShare } from '../../lib/format-number.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import type { Decision } from './suggestions-store.ts'

interface SuggestionCardProps {
  suggestion: Suggestion
  isActive: boolean
  onFocus: () => void
  onDecide: (decision: Decision) => void
}

/** The list's one tab stop is the active card. */
export function SuggestionCard({ suggestion, isActive, onFocus, onDecide }: SuggestionCardProps) {
  const { person, other, kind } = suggestion
  const isMerge = kind === 'merge'
  const name = isMerge && other !== null ? `${person.name} and ${other.name}` : person.name
  return (
    <li
      data-suggestion={suggestion.id}
      tabIndex={isActive ? 0 : -1}
      aria-label={name}
      onFocus={onFocus}
      className={clsx('rounded-lg border bg-surface p-4', isActive ? 'border-accent-line' : 'border-line')}
    >
      <div className="flex items-start gap-3">
        <Avatar name={person.name} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{name}</span>
            <Badge tone={isMerge ? 'warning' : 'neutral'}>
              {isMerge ? <GitMerge aria-hidden size={11} /> : <UserPlus aria-hidden size={11} />}
              {isMerge ? 'Same person?' : 'New'}
            </Badge>
            <span className="text-sm text-muted">{formatShare(suggestion.confidence)} sure</span>
          </p>
          <p className="truncate text-muted">
            {[person.primaryAddress, isMerge ? other?.primaryAddress : person.organization].filter(Boolean).join(' · ')}
          </p>
          <p className="mt-2">{suggestion.reason}</p>
          <Evidence suggestion={suggestion} />
        </div>
        <div className="flex shrink-0 gap-2">
          <Button
            size="small"
            look="ghost"
            icon={<X aria-hidden size={14} />}
            onClick={() => onDecide('dismiss')}
            aria-label={`Dismiss ${name}`}
          >
            Dismiss
          </Button>
          <Button
            size="small"
            icon={<Check aria-hidden size={14} />}
            onClick={() => onDecide('accept')}
            aria-label={`Accept ${name}`}
          >
            {isMerge ? 'Merge' : 'Accept'}
          </Button>
        </div>
      </div>
    </li>
  )
}

function Evidence({ suggestion }: { suggestion: Suggestion }) {
  const nowMs = useNow()
  if (suggestion.evidence.length === 0) return null
  return (
    <ul className="mt-2 border-l-2 border-line pl-3 text-muted">
      {suggestion.evidence.slice(0, 4).map(({ interactionId, text, occurredAtMs }, index) => (
        <li key={interactionId ?? index} className="flex items-baseline gap-3">
          {interactionId === null ? (
            <span className="min-w-0 flex-1 truncate">{text}</span>
          ) : (
            <button
              type="button"
              onClick={() => openDetails({ kind: 'interaction', id: interactionId })}
              className="min-h-6 min-w-0 flex-1 truncate rounded-sm text-left hover:text-ink hover:underline"
            >
              {text}
            </button>
          )}
          {occurredAtMs !== null && <span className="text-sm tabular-nums">{formatRelative(occurredAtMs, nowMs)}</span>}
        </li>
      ))}
    </ul>
  )
}
