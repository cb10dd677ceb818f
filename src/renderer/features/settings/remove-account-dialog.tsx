// Says what goes with an account before it is removed: unlike the sample, it takes hours to bring back, or the files may be gone.
import { useState } from 'react'
import type { Account } from '../../../shared/views/status.ts'
import { act } from '../../lib/actions.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { showToast } from '../../lib/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface RemoveAccountDialogProps {
  account: Account
  /** "Disconnect" or "Remove". */
  verb: string
  isOpen: boolean
  onClose: () => void
}

/** @see RemoveAccountDialogProps */
export function RemoveAccountDialog({ account, verb, isOpen, onClose }: RemoveAccountDialogProps) {
  const [isBusy, setIsBusy] = useState(false)
  const { counts, displayName } = account
  const remove = async (): Promise<void> => {
    setIsBusy(true)
    const answer = await act('accounts.remove', { accountId: account.id })
    setIsBusy(false)
    if (answer === null) return
    showToast({ tone: 'info', message: `Removing ${displayName} and everything that came from it.` })
    onClose()
  }
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`${verb} ${displayName}?`}>
      <p className="font-medium tabular-nums">
        This takes away {formatCounted(counts.mails, 'message')}, {formatCounted(counts.events, 'event')} and the people who are
        known only from them.
      </p>
      <p className="mt-1 mb-5 text-muted">People with other mail, meetings, notes or edits stay. {restWords[account.kind]}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void remove()}>
          {verb}
        </Button>
      </div>
    </Dialog>
  )
}

const restWords: Record<Account['kind'], string> = {
  google: 'So does everything at Google. The sign-in is revoked and taken out of the keychain; you can connect and import again.',
  files: 'Your files stay where they are; they can be imported again.',
  sample: 'The sample can be added again.',
}
