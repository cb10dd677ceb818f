// Says that an account waits for a decision, and leads to it.
import { ListChecks } from 'lucide-react'
import { needsApproval } from '../../shared/views/imports.ts'
import type { Account } from '../../shared/views/status.ts'
import { openImport } from '../lib/navigation-store.ts'
import { Button } from './button.tsx'

/** Nothing for an account that needs no approval, or has it. */
export function ApprovalCard({ account }: { account: Account }) {
  const { id, email, importState } = account
  if (!needsApproval(importState)) return null
  return (
    <div
      role="group"
      aria-label={`Import of ${email}`}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-accent-line bg-accent-soft p-3"
    >
      <ListChecks aria-hidden size={16} className="shrink-0 text-accent-strong" />
      <div className="min-w-36 flex-1">
        <p className="font-medium">{account.lastSyncAtMs === null ? 'Nothing is imported yet' : 'No mail is imported'}</p>
        <p className="text-sm text-muted">
          {importState === 'previewing' ? 'Counting what there is.' : 'See what there is, and choose what comes in.'}
        </p>
      </div>
      <Button size="small" look="primary" onClick={() => openImport(id)}>
        Review
      </Button>
    </div>
  )
}
