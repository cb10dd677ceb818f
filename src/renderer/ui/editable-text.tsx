// A text on a page that turns into a field where it stands.
import clsx from 'clsx'
import { Pencil } from 'lucide-react'
import { useState } from 'react'

interface EditableTextProps {
  /** What it is: "Name". */
  label: string
  value: string
  /** Shown while there is none. */
  placeholder: string
  /** Whether it must not be left empty. */
  isRequired?: boolean
  maxLength: number
  onSave: (value: string) => void
  className?: string
}

/** Enter and leaving the field save what is different, Escape takes it back. */
export function EditableText({ label, value, placeholder, isRequired = false, maxLength, onSave, className }: EditableTextProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const end = (text: string): void => {
    setDraft(null)
    const trimmed = text.trim()
    if (trimmed !== value && (trimmed !== '' || !isRequired)) onSave(trimmed)
  }
  if (draft === null) {
    return (
      <button
        type="button"
        aria-label={`${label}: ${value === '' ? 'none' : value}. Edit`}
        onClick={() => setDraft(value)}
        className={clsx('group relative inline-flex max-w-full items-center rounded-sm text-left hover:bg-hover', className)}
      >
        <span className={clsx('truncate', value === '' && 'text-faint')}>{value === '' ? placeholder : value}</span>
        <Pencil
          aria-hidden
          size={12}
          className="absolute left-full ml-0.5 text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
        />
      </button>
    )
  }
  return (
    <input
      autoFocus
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(event.currentTarget.value)
        if (event.key === 'Escape') {
          event.stopPropagation()
          setDraft(null)
        }
      }}
      className={clsx('min-w-0 rounded-sm border border-accent bg-surface px-1', className)}
      style={{ width: `${Math.min(40, Math.max(12, draft.length + 2))}ch` }}
    />
  )
}
