// Marks a workspace with invented people, and takes them away in one click.
import { FlaskConicalOff } from 'lucide-react'
import { removeSample, useSampleRemoval } from '../lib/sample-removal.ts'
import { useStatus } from '../lib/status-store.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'

/** Nothing without a sample workspace. In the narrow rail only its button has room. */
export function SampleNotice() {
  const sample = useStatus()?.accounts.find((account) => account.kind === 'sample')
  const { isRemoving } = useSampleRemoval()
  if (sample === undefined) return null
  const isLeaving = isRemoving || sample.status === 'paused'
  const remove = (): void => removeSample(sample.id)
  return (
    <>
      <div className="mb-3 rounded-lg border border-line p-3 text-sm text-muted max-[1000px]:hidden">
        <p>Sample workspace: these people, mails and meetings are invented.</p>
        <Button size="small" className="mt-2 w-full" isBusy={isLeaving} onClick={remove}>
          Remove sample
        </Button>
      </div>
      <div className="mb-3 hidden justify-center max-[1000px]:flex">
        <IconButton
          label="Remove sample"
          icon={<FlaskConicalOff aria-hidden size={17} />}
          disabled={isLeaving}
          onClick={remove}
        />
      </div>
    </>
  )
}
