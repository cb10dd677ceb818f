// What left this computer: where to, what for, how much, and when.
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { LedgerTotal } from '../../../shared/views/ledger.ts'
import { formatMedium } from '../../lib/format-date.ts'
import { formatBytes, formatCount, formatCounted } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { LedgerList } from './ledger-list.tsx'
import { ledgerStore } from './ledger-store.ts'
import { sentenceCase } from './sentence-case.ts'
import { SettingsGroup } from './settings-group.tsx'

const topics = ['ledger'] as const

/** @see ledgerStore */
export function LedgerSection() {
  const { totals, refresh } = useStore(ledgerStore)
  const [isListShown, setIsListShown] = useState(false)
  useLive(topics, refresh)
  const value = totals.kind === 'loading' ? null : totals.value
  return (
    <SettingsGroup title="What left this computer">
      <p className="px-4 py-3 text-muted">
        Every request that OmniCRM has sent to another computer: where to, what for and how much. It keeps no addresses, no
        sign-ins and nothing of what was read. The sample workspace and imported files send nothing at all.
      </p>
      {totals.kind === 'loading' && <Skeleton className="m-4 h-24" />}
      {totals.kind === 'error' && value === null && <ErrorState error={totals.error} onRetry={() => void refresh()} />}
      {value !== null && value.length === 0 && (
        <EmptyState icon={<ShieldCheck size={20} />} title="Nothing has left this computer">
          The first request will be listed here, when you connect an account.
        </EmptyState>
      )}
      {value !== null && value.length > 0 && (
        <>
          <TotalsTable totals={value} />
          {isListShown ? (
            <LedgerList />
          ) : (
            <div className="px-4 py-3">
              <Button size="small" onClick={() => setIsListShown(true)}>
                Show every request
              </Button>
            </div>
          )}
        </>
      )}
    </SettingsGroup>
  )
}

function TotalsTable({ totals }: { totals: readonly LedgerTotal[] }) {
  const sum = (pick: (total: LedgerTotal) => number): number => totals.reduce((all, total) => all + pick(total), 0)
  const firstAtMs = Math.min(...totals.map((total) => total.firstAtMs))
  return (
    <div className="selectable px-4 py-3">
      <table className="w-full text-left tabular-nums">
        <caption className="pb-2 text-left text-sm text-muted">
          {formatCounted(
            sum(({ requests }) => requests),
            'request',
          )}{' '}
          since {formatMedium(firstAtMs)}
        </caption>
        <thead className="text-sm text-muted">
          <tr>
            <th className="py-1 font-normal">What for</th>
            <th className="py-1 font-normal">Where to</th>
            <th className="py-1 text-right font-normal">Requests</th>
            <th className="py-1 text-right font-normal">Sent</th>
            <th className="py-1 text-right font-normal">Received</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={`${total.host} ${total.purpose}`}>
              <td className="py-1 pr-3">{sentenceCase(total.purpose)}</td>
              <td className="py-1 pr-3 break-all text-muted">{total.host}</td>
              <td className="py-1 text-right whitespace-nowrap">
                {formatCount(total.requests)}
                {total.failedRequests > 0 && (
                  <span className="text-sm text-muted"> ({formatCount(total.failedRequests)} failed)</span>
                )}
              </td>
              <td className="py-1 pl-3 text-right whitespace-nowrap">{formatBytes(total.bytesUp)}</td>
              <td className="py-1 pl-3 text-right whitespace-nowrap">{formatBytes(total.bytesDown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
