// Says exactly what undoing an import takes away, before it does.
import { useState } from 'react'
import type { ImportBatch, UndoLosses } from '../../../shared/views/imports.ts'
import { act } from '../../lib/actions.ts'
import { client } from '../../lib/client.ts'
import { formatMedium } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { showToast } from '../../lib/toast-store.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** Open while there is a batch. */
export function UndoImportDialog({ batch, onClose }: { batch: ImportBatch | null; onClose: () => void }) {
  return (
    <Dialog isOpen={batch !== null} onClose={onClose} title="Undo this import?">
      {batch !== null && <Losses key={batch.id} batch={batch} onClose={onClose} />}
    </Dialog>
  )
}

const topics = ['imports', 'timeline', 'people'] as const
const load = (batchId: number) => client.call('imports.describeUndo', { batchId })

function Losses({ batch, onClose }: { batch: ImportBatch; onClose: () => void }) {
  const { content, refresh } = useDetail(batch.id, topics, load)
  const [isBusy, setIsBusy] = useState(false)
  const losses = content.kind === 'loading' ? null : content.value

  const undo = async (): Promise<void> => {
    setIsBusy(true)
    const answer = await act('imports.undo', { batchId: batch.id })
    setIsBusy(false)
    if (answer === null) return
    showToast({ tone: 'info', message: `Undoing the import of ${formatMedium(batch.createdAtMs)}.` })
    onClose()
  }

  if (losses === null && content.kind === 'error') return <ErrorState error={content.error} onRetry={() => void refresh()} />
  return (
    <>
      <div role="status" className="min-h-21">
        {losses === null ? (
          <div role="status" aria-label="Counting what would go" className="space-y-2 pt-1">
            <Skeleton className="h-4 w-3/4" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        ) : (
          <>
            <p className="font-medium tabular-nums">{lossWords(losses)}</p>
            <p className="mt-1 text-muted">
              People with other mail, meetings, notes or edits stay, and so does everything at Google. It can be imported again.
            </p>
          </>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={losses === null} isBusy={isBusy} onClick={() => void undo()}>
          Undo the import
        </Button>
      </div>
    </>
  )
}

function lossWords({ mails, conversations, people }: UndoLosses): string {
  if (mails + conversations + people === 0) return 'It has brought nothing yet, so nothing is taken away.'
  return `This takes away ${formatCounted(mails, 'mail')}, ${formatCounted(conversations, 'conversation')} and ${formatCounted(people, 'person', 'people')}.`
}
