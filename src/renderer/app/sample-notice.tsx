// Marks a workspace with invented people, and takes them away in one click.
import { useState } from 'react'
import { act } from '../lib/actions.ts'
import { useStatus } from '../lib/status-store.ts'
import { Button } from '../ui/button.tsx'

/** Nothing without a sample workspace. */
export function SampleNotice() {
  const sample = useStatus()?.accounts.find((account) => account.kind === 'sample')
  const [isRemoving, setIsRemoving] = useState(false)
  if (sample === undefined) return null
  const remove = async (): Promise<void> => {
    setIsRemoving(true)
    const answer = await act('accounts.remove', { accountId: sample.id })
    if (answer === null) setIsRemoving(false)
  }
  return (
    <div className="mb-3 rounded-lg border border-line p-3 text-sm text-muted max-[1000px]:hidden">
      <p>Sample workspace: these people, mails and meetings are invented.</p>
      <Button size="small" className="mt-2 w-full" isBusy={isRemoving} onClick={() => void remove()}>
        Remove sample
      </Button>
    </div>
  )
}
