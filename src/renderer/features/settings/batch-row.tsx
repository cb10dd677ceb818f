// One import: when, how far, and pausing, resuming or undoing it.
import type { AccountImport, ImportBatch } from '../../../shared/views/imports.ts'
import { act } from '../../lib/actions.ts'
import { expectedMails } from '../../lib/choice-difference.ts'
import { aboutMails, choiceWords } from '../../lib/choice-words.ts'
import { formatMedium } from '../../lib/format-date.ts'
import { formatCount, formatCounted } from '../../lib/format-number.ts'
import { useJobProgress } from '../../lib/use-job-progress.ts'
import { Badge, type BadgeTone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

const looks: Record<ImportBatch['status'], { word: string; tone: BadgeTone }> = {
  running: { word: 'Importing', tone: 'accent' },
  paused: { word: 'Paused', tone: 'warning' },
  completed: { word: 'Finished', tone: 'good' },
  undoing: { word: 'Undoing', tone: 'warning' },
  undone: { word: 'Undone', tone: 'neutral' },
}

interface BatchRowProps {
  accountImport: AccountImport
  batch: ImportBatch
  onUndo: () => void
}

/** @see BatchRowProps */
export function BatchRow({ accountImport, batch, onUndo }: BatchRowProps) {
  const { id, status, choice, createdAtMs, canUndo } = batch
  const labels = accountImport.preview?.mail?.labels ?? []
  const { word, tone } = looks[status]
  const title = `Import of ${formatMedium(createdAtMs)}`
  return (
    <li aria-label={title} className="flex min-h-13 items-center gap-3 px-3.5 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          {title} <Badge tone={tone}>{word}</Badge>
        </p>
        {accountImport.batches.length > 1 && <p className="truncate text-sm text-muted">{choiceWords(choice, labels)}</p>}
        <Extent accountImport={accountImport} batch={batch} />
      </div>
      {status === 'running' && (
        <Button size="small" aria-label={`Pause: ${title}`} onClick={() => void act('imports.pause', { batchId: id })}>
          Pause
        </Button>
      )}
      {status === 'paused' && (
        <Button size="small" aria-label={`Resume: ${title}`} onClick={() => void act('imports.resume', { batchId: id })}>
          Resume
        </Button>
      )}
      {canUndo && (
        <Button size="small" look="danger" aria-label={`Undo…: ${title}`} onClick={onUndo}>
          Undo…
        </Button>
      )}
    </li>
  )
}

function Extent({ accountImport, batch }: { accountImport: AccountImport; batch: ImportBatch }) {
  const { status, mails } = batch
  if (status === 'undone') return <p className="text-sm text-muted">What it brought was taken away again.</p>
  if (status === 'undoing') return <UndoProgress accountId={accountImport.accountId} />
  if (status === 'completed') return <p className="text-sm text-muted tabular-nums">{formatCounted(mails, 'mail')}</p>
  const expected = expectedMails(accountImport, batch)
  return (
    <>
      <p className="text-sm text-muted tabular-nums">
        {expected === null ? formatCounted(mails, 'mail') : `${formatCount(mails)} of ${aboutMails(expected)}`}
      </p>
      <ProgressBar className="mt-1 max-w-80" label="Importing mail" done={mails} total={expected} />
    </>
  )
}

function UndoProgress({ accountId }: { accountId: string }) {
  const progress = useJobProgress('undo_import', accountId)
  return (
    <>
      <p className="text-sm text-muted tabular-nums">
        {progress === null || progress.total === null
          ? 'Taking away what it brought'
          : `${formatCount(progress.done)} of ${formatCount(progress.total)} ${progress.what} taken away`}
      </p>
      <ProgressBar
        className="mt-1 max-w-80"
        label="Undoing the import"
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
      />
    </>
  )
}
