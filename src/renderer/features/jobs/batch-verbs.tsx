// What can be done at once with the rows that are marked in a list, or with all of it.
import type { ReactNode } from 'react'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'

/** What the verbs are said of. */
export interface Batch {
  readonly isMarked: boolean
  /** The end of a verb's name: nothing for marked rows, else " it" or " all 12". */
  readonly of: string
  /** Says a verb of the marked rows, or of every row of the list, loaded or not. */
  say(verb: (ids: readonly number[]) => Promise<void>): void
}

interface BatchVerbsProps {
  label: string
  /** The marked ones. */
  ids: readonly number[]
  /** How many the list has, loaded or not. */
  total: number
  /** Ids of the whole list. */
  listAll: () => Promise<readonly number[]>
  onClear: () => void
  children: (batch: Batch) => ReactNode
}

/** The verbs are the children; nothing over an empty list. */
export function BatchVerbs({ label, ids, total, listAll, onClear, children }: BatchVerbsProps) {
  const isMarked = ids.length > 0
  if (!isMarked && total === 0) return null
  const say: Batch['say'] = (verb) =>
    void (isMarked ? Promise.resolve(ids) : listAll()).then((chosen) => (chosen.length === 0 ? undefined : verb(chosen)))
  return (
    <div role="group" aria-label={label} className="ml-auto flex flex-wrap items-center justify-end gap-2">
      {isMarked && (
        <p role="status" className="text-muted tabular-nums">
          {formatCount(ids.length)} marked
        </p>
      )}
      {children({ isMarked, of: isMarked ? '' : total === 1 ? ' it' : ` all ${formatCount(total)}`, say })}
      {isMarked && (
        <Button look="ghost" onClick={onClear}>
          Clear marks
        </Button>
      )}
    </div>
  )
}
