// Text inputs with their label and, where needed, a line of help.
import clsx from 'clsx'
import { Search } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'

const box =
  'w-full rounded-md border border-line-strong bg-surface px-3 placeholder:text-faint hover:border-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:-outline-offset-1'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  help?: ReactNode
}

/** A labelled line of text. */
export function Field({ label, help, className, ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input id={id} aria-describedby={help === undefined ? undefined : `${id}-help`} className={clsx(box, 'h-9')} {...rest} />
      {help !== undefined && (
        <p id={`${id}-help`} className="mt-1 text-sm text-muted">
          {help}
        </p>
      )}
    </div>
  )
}

/** A box to narrow a list with; `label` is its accessible name. */
export function SearchField({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <div className={clsx('relative', className)}>
      <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <input
        type="search"
        aria-label={label}
        className={clsx(box, 'h-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
        {...rest}
      />
    </div>
  )
}

/** Several lines of text; `label` is its accessible name. */
export function TextArea({ label, className, ...rest }: ComponentProps<'textarea'> & { label: string }) {
  return <textarea aria-label={label} className={clsx(box, 'resize-y py-2', className)} {...rest} />
}
