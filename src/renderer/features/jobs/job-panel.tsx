// One job in full, in the details panel: what it does, every attempt, and what can be done about it.
import clsx from 'clsx'
import { Archive, Ban, RotateCcw, Undo2 } from 'lucide-react'
import { jobName } from '../../../shared/jobs/job-name.ts'
import { jobPriorities } from '../../../shared/jobs/vocabulary.ts'
import type { Job, JobDetail, RelatedJob } from '../../../shared/views/jobs.ts'
import { client } from '../../lib/client.ts'
import { formatMoment } from '../../lib/format-date.ts'
import { priorityNames } from '../../lib/job-words.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { useDetail } from '../../lib/use-detail.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelSection } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { AttemptList } from './attempt-list.tsx'
import { cancelJobs, dismissAllLike, dismissJobs, restoreJobs, retryAllLike, retryJobs, setPriority } from './job-actions.ts'
import { JobProgress } from './job-progress.tsx'
import { PauseButton } from './pause-button.tsx'
import { RunPicture } from './run-picture.tsx'
import { StatusBadge } from './status-badge.tsx'

/** What the policies of a flow's edges mean for the later job. */
const policyWords: Record<NonNullable<RelatedJob['onFailure']>, string> = {
  fail: 'If the earlier one fails, the later one fails',
  skip: 'If the earlier one fails, the later one is left out',
  continue: 'The later one starts even if the earlier one fails',
}
const topics = ['jobs'] as const
const load = (id: number) => client.call('jobs.get', { id })
const priorityOptions = jobPriorities.map((priority) => ({ value: priority, label: priorityNames[priority] }))

/** `id` is the job's. */
export function JobPanel({ id }: { id: number }) {
  const { content, refresh } = useDetail(id, topics, load)
  return (
    <Panel kind={`Job ${id}`} content={content} onRetry={() => void refresh()}>
      {(job) => <JobContent job={job} />}
    </Panel>
  )
}

function JobContent({ job }: { job: JobDetail }) {
  return (
    <article className="selectable">
      <h2 className="flex items-center gap-2 text-lg font-semibold tracking-[-0.01em]">
        {jobName(job.kind)} <StatusBadge job={job} />
      </h2>
      {job.error !== null && (
        <div className={clsx('mt-2 rounded-md px-3 py-2', job.status === 'cancelled' ? 'bg-sunken' : 'bg-bad-soft')}>
          <p className={job.status === 'cancelled' ? 'text-muted' : 'text-bad'}>{job.error}</p>
          {job.hint !== null && <p className="mt-0.5 text-ink">{job.hint}</p>}
        </div>
      )}
      {job.waitingFor !== null && <p className="mt-2 text-muted">{job.waitingFor}</p>}
      {job.status === 'processing' && (
        <JobProgress jobId={job.id} kind={job.kind} stored={job.progress} className="mt-3" barClassName="min-w-6 flex-1" />
      )}
      <Verbs job={job} />
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
        <Fact term="Created" value={formatMoment(job.createdAtMs)} />
        {job.startedAtMs !== null && <Fact term="Started" value={formatMoment(job.startedAtMs)} />}
        {job.finishedAtMs !== null && <Fact term="Finished" value={formatMoment(job.finishedAtMs)} />}
        {job.status === 'queued' && <Fact term="Due" value={formatMoment(job.runAtMs)} />}
        <Fact term="Attempts" value={`${job.attempt} of ${job.maxAttempts}`} />
      </dl>
      {job.run !== null && <RunPicture run={job.run} jobId={job.id} />}
      {job.attempts.length > 0 && <AttemptList attempts={job.attempts} />}
      <Relatives title="Came from" jobs={job.parents} />
      <Relatives title="Led to" jobs={job.children} />
      <PanelSection title="Payload">
        <Json value={job.payload} />
      </PanelSection>
      {job.result !== null && job.result !== undefined && (
        <PanelSection title="Result">
          <Json value={job.result} />
        </PanelSection>
      )}
    </article>
  )
}

function Verbs({ job }: { job: JobDetail }) {
  const ids = [job.id]
  const canRetry = job.status === 'failed' || job.status === 'cancelled'
  const canCancel = job.status === 'queued' || job.status === 'processing'
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {canRetry && (
        <Button size="small" look="primary" icon={<RotateCcw aria-hidden size={13} />} onClick={() => void retryJobs(ids)}>
          Retry
        </Button>
      )}
      {job.status === 'failed' && (
        <Button size="small" onClick={() => void retryAllLike(job.id)}>
          Retry all like this
        </Button>
      )}
      {job.status === 'failed' && <DismissVerbs job={job} />}
      {canCancel && (
        <Button
          size="small"
          look="danger"
          disabled={job.cancelRequested}
          icon={<Ban aria-hidden size={13} />}
          onClick={() => void cancelJobs(ids)}
        >
          Cancel
        </Button>
      )}
      {job.status === 'queued' && (
        <Select
          label="Priority"
          value={job.priority}
          options={priorityOptions}
          onChange={(priority) => void setPriority(ids, priority)}
        />
      )}
      {canCancel && <PauseButton kind={job.kind} accountId={null} />}
      {canCancel && job.accountId !== null && <PauseButton kind={null} accountId={job.accountId} />}
    </div>
  )
}

function DismissVerbs({ job: { id, isDismissed } }: { job: Job }) {
  if (isDismissed) {
    return (
      <Button size="small" icon={<Undo2 aria-hidden size={13} />} onClick={() => void restoreJobs([id])}>
        Take back
      </Button>
    )
  }
  return (
    <>
      <Button size="small" icon={<Archive aria-hidden size={13} />} onClick={() => void dismissJobs([id])}>
        Dismiss
      </Button>
      <Button size="small" onClick={() => void dismissAllLike(id)}>
        Dismiss all like this
      </Button>
    </>
  )
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Relatives({ title, jobs }: { title: string; jobs: readonly RelatedJob[] }) {
  if (jobs.length === 0) return null
  return (
    <PanelSection title={title}>
      <ul className="-mx-2">
        {jobs.map((job) => (
          <li key={job.id}>
            <button
              type="button"
              onClick={() => openDetails({ kind: 'job', id: job.id })}
              className="flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="text-sm text-faint tabular-nums">#{job.id}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{jobName(job.kind)}</span>
                {job.onFailure !== null && (
                  <span className="block truncate text-sm text-muted">{policyWords[job.onFailure]}</span>
                )}
              </span>
              <StatusBadge job={job} />
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function Json({ value }: { value: unknown }) {
  return (
    <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-sm break-words whitespace-pre-wrap">
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}
