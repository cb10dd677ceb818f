// Asks about what a sync took away in great number: is it right so, or is it to come back?
import { Undo2 } from 'lucide-react'
import type { Account } from '../../shared/views/status.ts'
import { act } from '../lib/actions.ts'
import { Button } from './button.tsx'

/** One card for each calendar or mailbox; nothing when there is nothing to ask. */
export function SweepCards({ account }: { account: Account }) {
  const answer = (part: string, isUndone: boolean): void =>
    void act('accounts.answerSweep', { accountId: account.id, part, isUndone })
  return account.sweeps.map(({ part, text }) => (
    <div key={part} role="group" aria-label="Taken away by a sync" className="rounded-md border border-line bg-raised p-3">
      <p className="text-sm">{text}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" icon={<Undo2 aria-hidden size={13} />} onClick={() => answer(part, true)}>
          Bring them back
        </Button>
        <Button size="small" look="ghost" onClick={() => answer(part, false)}>
          That is right
        </Button>
      </div>
    </div>
  ))
}
