// A short account of the relationship, written on this computer when asked for.
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { PersonDetail } from '../../../shared/views/people.ts'
import { act } from '../../lib/actions.ts'
import { client } from '../../lib/client.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { valueOf } from '../../lib/loadable.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'

const topics = ['jobs'] as const
const loadJob = (id: number) => client.call('jobs.get', { id })

/** Shows the newest insight and the button for another one. */
export function InsightCard({ person }: { person: PersonDetail }) {
  const nowMs = useNow()
  const latest = person.insights[0]
  const [isAsking, setIsAsking] = useState(false)
  const [jobId, setJobId] = useState<number | null>(null)

  const request = async (): Promise<void> => {
    setIsAsking(true)
    const answer = await act('insight.request', { contactId: person.id })
    setIsAsking(false)
    if (answer !== null) setJobId(answer.jobId)
  }
  return (
    <section aria-label="Insight">
      {jobId === null || isAsking ? (
        <Head isWriting={isAsking} onRequest={request} />
      ) : (
        <Writing key={jobId} jobId={jobId} onRequest={request} />
      )}
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

/** Follows the job that writes: it may have to wait, and it may fail. */
function Writing({ jobId, onRequest }: { jobId: number; onRequest: () => Promise<void> }) {
  const { content } = useDetail(jobId, topics, loadJob)
  const job = valueOf(content)
  const isWriting = content.kind === 'loading' || job?.status === 'queued' || job?.status === 'processing'
  return (
    <>
      <Head isWriting={isWriting} onRequest={onRequest} />
      {isWriting && job !== null && job.waitingFor !== null && <p className="mb-1.5 text-sm text-muted">{job.waitingFor}</p>}
      {job?.status === 'failed' && (
        <p role="alert" className="mb-1.5 text-sm text-bad">
          {job.error} {job.hint}
        </p>
      )}
    </>
  )
}

function Head({ isWriting, onRequest }: { isWriting: boolean; onRequest: () => Promise<void> }) {
  return (
    <div className="mb-1.5 flex items-center justify-between">
      <h2 className="font-semibold">Insight</h2>
      <Button size="small" isBusy={isWriting} icon={<Sparkles aria-hidden size={13} />} onClick={() => void onRequest()}>
        {isWriting ? 'Writing…' : 'Create insight'}
      </Button>
    </div>
  )
}
