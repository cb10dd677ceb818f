// A short account of the relationship, written on this computer when asked for.
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { PersonDetail } from '../../../shared/views/people.ts'
import { act } from '../../lib/actions.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'

/** Shows the newest insight and the button for another one. */
export function InsightCard({ person }: { person: PersonDetail }) {
  const nowMs = useNow()
  const latest = person.insights[0]
  const [waitsBeyondId, setWaitsBeyondId] = useState<number | null>(null)
  const isWriting = waitsBeyondId !== null && (latest?.id ?? 0) <= waitsBeyondId

  const request = async (): Promise<void> => {
    setWaitsBeyondId(latest?.id ?? 0)
    const answer = await act('insight.request', { contactId: person.id })
    if (answer === null) setWaitsBeyondId(null)
  }
  return (
    <section aria-label="Insight">
      <div className="mb-1.5 flex items-center justify-between">
        <h2 className="font-semibold">Insight</h2>
        <Button size="small" isBusy={isWriting} icon={<Sparkles aria-hidden size={13} />} onClick={() => void request()}>
          {isWriting ? 'Writing…' : 'Create insight'}
        </Button>
      </div>
      {latest === undefined ? (
        <p className="text-muted">A short account of how you know each other, made on this computer.</p>
      ) : (
        <div className="selectable rounded-lg bg-sunken p-3">
          <p className="leading-[1.55]">{latest.summary}</p>
          <dl className="mt-2 space-y-1">
            {latest.facts.map(({ label, value }) => (
              <div key={label} className="flex justify-between gap-4">
                <dt className="text-muted">{label}</dt>
                <dd className="text-right">{value}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-sm text-faint">{formatRelative(latest.createdAtMs, nowMs)}</p>
        </div>
      )}
    </section>
  )
}
