// The single lines of the ledger, newest first.
import { useStore } from 'zustand'
import type { LedgerEntry } from '../../../shared/views/ledger.ts'
import { formatFull, formatMedium } from '../../lib/format-date.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ledgerListStore } from './ledger-store.ts'
import { sentenceCase } from './sentence-case.ts'

const topics = ['ledger'] as const

/** @see ledgerListStore */
export function LedgerList() {
  const { items, phase, error, nextCursor, isLoadingMore, refresh, loadMore } = useStore(ledgerListStore)
  useLive(topics, ledgerListStore.getState().refresh)
  if (items.length === 0) {
    if (phase === 'loading') return <SkeletonRows label="Loading requests" count={4} />
    if (error !== null) return <ErrorState error={error} onRetry={() => void refresh()} />
  }
  return (
    <div className="selectable px-4 py-3">
      <table className="w-full text-left text-sm tabular-nums">
        <caption className="pb-2 text-left text-muted">Single requests of the last 90 days, newest first</caption>
        <thead className="text-muted">
          <tr>
            <th className="py-1 font-normal">When</th>
            <th className="py-1 font-normal">What for</th>
            <th className="py-1 font-normal">Answer</th>
            <th className="py-1 text-right font-normal">Sent</th>
            <th className="py-1 text-right font-normal">Received</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      {nextCursor !== null && (
        <div className="pt-3 text-center">
          <Button size="small" isBusy={isLoadingMore} onClick={() => void loadMore()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

function Line({ entry }: { entry: LedgerEntry }) {
  return (
    <tr>
      <td className="py-0.5 pr-3 whitespace-nowrap" title={formatFull(entry.atMs)}>
        {formatMedium(entry.atMs)}
      </td>
      <td className="py-0.5 pr-3">
        {sentenceCase(entry.purpose)} <span className="text-muted">at {entry.host}</span>
      </td>
      <td className="py-0.5 pr-3 whitespace-nowrap text-muted">{answerWord(entry.status)}</td>
      <td className="py-0.5 text-right whitespace-nowrap">{formatBytes(entry.bytesUp)}</td>
      <td className="py-0.5 pl-3 text-right whitespace-nowrap">{formatBytes(entry.bytesDown)}</td>
    </tr>
  )
}

function answerWord(status: number | null): string {
  if (status === null) return 'no answer'
  return status < 400 ? 'answered' : `refused (${status})`
}
