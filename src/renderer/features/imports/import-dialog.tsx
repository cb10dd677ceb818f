// What is imported of an account, looked at before anything of it is, and changed later.
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { AccountImport } from '../../../shared/views/imports.ts'
import { act } from '../../lib/actions.ts'
import { formatCount } from '../../lib/format-number.ts'
import { useAccountImport } from '../../lib/imports-store.ts'
import { useNavigation } from '../../lib/navigation-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useJobProgress } from '../../lib/use-job-progress.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ReviewForm } from './review-form.tsx'

/** Opened after connecting, from the pill, the cards and Settings. */
export function ImportDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const accountId = useNavigation((state) => state.importAccountId)
  const account = useStatus()?.accounts.find(({ id }) => id === accountId)
  const isApproved = account?.importState === 'approved'
  return (
    <Dialog
      isOpen={isOpen && accountId !== null}
      onClose={onClose}
      title={isApproved ? 'Change what is imported' : 'Review what will be imported'}
      description={isApproved ? `From ${account.email}.` : `From ${account?.email ?? 'Google'}. Nothing comes before you say so.`}
      width="wide"
      scrolling="own"
    >
      <div className="flex min-h-[min(440px,60vh)] flex-1 flex-col overflow-hidden">
        {accountId !== null && <Review key={accountId} accountId={accountId} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Review({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const { content, refresh } = useAccountImport(accountId)
  const value = content.kind === 'loading' ? null : content.value
  const wasAsked = useRef(false)
  const isUncounted = value !== null && value.preview === null && value.previewProblem === null && value.state !== 'previewing'
  useEffect(() => {
    if (!isUncounted || wasAsked.current) return
    wasAsked.current = true
    void act('imports.preview', { accountId })
  }, [isUncounted, accountId])

  if (value === null) {
    if (content.kind === 'error') return <ErrorState error={content.error} onRetry={() => void refresh()} />
    return <WaitingReview />
  }
  if (value.preview === null) {
    if (value.previewProblem !== null && value.state !== 'previewing') return <Problem value={value} />
    return <Counting accountId={accountId} />
  }
  return <ReviewForm accountImport={value} preview={value.preview} onClose={onClose} />
}

function Counting({ accountId }: { accountId: string }) {
  const progress = useJobProgress('google_preview', accountId)
  const status = useStatus()
  const account = status?.accounts.find(({ id }) => id === accountId)
  const isPaused = status?.pill.kind === 'paused'
  const reason = isPaused ? 'Everything is paused. It goes on when you resume under Jobs.' : (account?.statusReason ?? null)
  return (
    <Middle>
      <p role="status" className="text-lg font-semibold">
        Counting your mail…
      </p>
      <p className="mb-4 max-w-100 text-muted">
        Nothing is imported meanwhile. You can close this and come back to it: the counting goes on.
      </p>
      <ProgressBar className="w-80" label="Counting your mail" done={progress?.done ?? 0} total={progress?.total ?? null} />
      <p className="mt-2 min-h-5 text-sm text-muted tabular-nums">{reason ?? (progress !== null && progressWords(progress))}</p>
    </Middle>
  )
}

function progressWords({ done, total, what }: { done: number; total: number | null; what: string }): string {
  return total === null ? `${formatCount(done)} ${what}` : `${formatCount(done)} of ${formatCount(total)} ${what}`
}

function Problem({ value }: { value: AccountImport }) {
  return (
    <Middle role="alert">
      <CircleAlert aria-hidden size={24} className="mb-2 text-warning" />
      <p className="text-lg font-semibold">It could not be counted</p>
      <p className="mb-4 max-w-100 text-muted">{value.previewProblem}</p>
      <Button look="primary" onClick={() => void act('imports.preview', { accountId: value.accountId })}>
        Try again
      </Button>
    </Middle>
  )
}

function Middle({ role, children }: { role?: 'alert'; children: ReactNode }) {
  return (
    <div role={role} className="flex flex-1 flex-col items-center justify-center px-6 py-8 text-center">
      {children}
    </div>
  )
}

function WaitingReview() {
  return (
    <div role="status" aria-label="Loading the review" className="space-y-5 px-6 pt-1">
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-14 rounded-md" />
      <Skeleton className="h-32 rounded-md" />
      <Skeleton className="h-24 rounded-md" />
    </div>
  )
}
