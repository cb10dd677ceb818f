// The verbs for several failed items at once.
import { Archive, RotateCcw, Undo2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { BatchVerbs } from './batch-verbs.tsx'
import { dismissItems, restoreItems, retryItems } from './job-actions.ts'
import { fetchItemFailures, listAllIds, type ItemFailureQuery } from './job-lists-store.ts'

interface ItemVerbsProps {
  query: ItemFailureQuery
  /** The marked ones. */
  ids: readonly number[]
  /** How many the list has, loaded or not, for the verbs without marks. */
  total: number
  onClear: () => void
}

/** Without marks they are said of the whole list. */
export function ItemVerbs({ query, ids, total, onClear }: ItemVerbsProps) {
  const listAll = (): Promise<readonly number[]> => listAllIds(fetchItemFailures, query)
  return (
    <BatchVerbs label="Marked items" ids={ids} total={total} listAll={listAll} onClear={onClear}>
      {({ isMarked, of, say }) => (
        <>
          <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => say(retryItems)}>
            {`Retry${of}`}
          </Button>
          {!query.isDismissed && (
            <Button icon={<Archive aria-hidden size={14} />} onClick={() => say(dismissItems)}>
              {`Dismiss${of}`}
            </Button>
          )}
          {query.isDismissed && isMarked && (
            <Button icon={<Undo2 aria-hidden size={14} />} onClick={() => say(restoreItems)}>
              Take back
            </Button>
          )}
        </>
      )}
    </BatchVerbs>
  )
}
