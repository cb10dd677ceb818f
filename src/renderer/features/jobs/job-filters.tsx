// Narrows the list of jobs: by kind, by what a person types, and among the failed ones to those that were put away.
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import { jobKinds, type JobKind, type JobStatus } from '../../../shared/jobs/vocabulary.ts'
import { useStatus } from '../../lib/status-store.ts'
import { SearchField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { DismissedFilter } from './dismissed-filter.tsx'
import { jobListStore, type JobQuery } from './job-lists-store.ts'
import { PauseButton } from './pause-button.tsx'

const kindOptions: readonly { value: JobKind | 'all'; label: string }[] = [
  { value: 'all', label: 'All kinds' },
  ...jobKinds.map((kind) => ({ value: kind, label: jobName(kind) })),
]

/** @see jobListStore */
export function JobFilters({ status }: { status: JobStatus }) {
  const query = useStore(jobListStore, (state) => state.query)
  const hasDismissed = (useStatus()?.dismissedJobs ?? 0) > 0
  const change = (part: Partial<JobQuery>): void => void jobListStore.getState().setQuery({ ...query, status, ...part })
  return (
    <>
      <Select
        label="Kind of job"
        value={query.kind ?? 'all'}
        options={kindOptions}
        onChange={(kind) => change({ kind: kind === 'all' ? null : kind })}
      />
      <SearchField
        label="Search jobs"
        placeholder="Kind, account, error or #id"
        maxLength={200}
        value={query.text}
        onChange={(event) => change({ text: event.target.value })}
        className="w-56 min-w-24"
      />
      {status === 'failed' && (hasDismissed || query.isDismissed) && (
        <DismissedFilter
          label="Which failed jobs"
          isDismissed={query.isDismissed}
          onChange={(isDismissed) => change({ isDismissed })}
        />
      )}
      {query.kind !== null && (status === 'queued' || status === 'processing') && (
        <PauseButton kind={query.kind} accountId={null} />
      )}
    </>
  )
}
