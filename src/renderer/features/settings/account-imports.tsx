// What of an account is imported, in words, and each import with what can be done about it.
import { useState } from 'react'
import type { AccountImport, ImportBatch } from '../../../shared/views/imports.ts'
import type { Account } from '../../../shared/views/status.ts'
import { choiceWords } from '../../lib/choice-words.ts'
import { useAccountImport } from '../../lib/imports-store.ts'
import { openImport } from '../../lib/navigation-store.ts'
import { ApprovalCard } from '../../ui/approval-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BatchRow } from './batch-row.tsx'
import { UndoImportDialog } from './undo-import-dialog.tsx'

/** Nothing for an account of which everything comes in anyway. */
export function AccountImports({ account }: { account: Account }) {
  if (account.importState === 'not_needed') return null
  return (
    <div className="space-y-2 px-4 pb-3.5">
      <Imports account={account} />
    </div>
  )
}

function Imports({ account }: { account: Account }) {
  const { content, refresh } = useAccountImport(account.id)
  if (content.kind === 'loading') return <Skeleton className="h-16 rounded-md" />
  if (content.value !== null) {
    const isUndoing = content.value.batches.some(({ status }) => status === 'undoing')
    return (
      <>
        {!isUndoing && <ApprovalCard account={account} />}
        <ImportList account={account} accountImport={content.value} />
      </>
    )
  }
  if (content.kind === 'ready') return null
  return (
    <p role="alert" className="flex items-center gap-3 text-bad">
      <span className="flex-1">{content.error.message}</span>
      <Button size="small" onClick={() => void refresh()}>
        Try again
      </Button>
    </p>
  )
}

function ImportList({ account, accountImport }: { account: Account; accountImport: AccountImport }) {
  const [undoing, setUndoing] = useState<ImportBatch | null>(null)
  const { choice, batches, preview } = accountImport
  if (choice === null && batches.length === 0) return null
  return (
    <div role="group" aria-label={`Imports of ${account.email}`} className="rounded-md border border-line bg-sunken">
      {choice !== null && (
        <div className="flex min-h-11 items-center gap-4 px-3.5 py-2">
          <p className="min-w-0 flex-1 font-medium">{choiceWords(choice, preview?.mail?.labels ?? [])}</p>
          <Button size="small" onClick={() => openImport(account.id)} aria-label={`Change… what is imported of ${account.email}`}>
            Change…
          </Button>
        </div>
      )}
      <ul className="divide-y divide-line border-t border-line first:border-t-0">
        {batches.map((batch) => (
          <BatchRow key={batch.id} accountImport={accountImport} batch={batch} onUndo={() => setUndoing(batch)} />
        ))}
      </ul>
      <UndoImportDialog batch={undoing} onClose={() => setUndoing(null)} />
    </div>
  )
}
