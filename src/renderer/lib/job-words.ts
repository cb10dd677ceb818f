// What each kind of job is called in front of a person.
import { jobKinds, type JobKind, type JobPriority, type JobStatus } from '../../shared/jobs/vocabulary.ts'

const names: Record<JobKind, string> = {
  google_calendar_sync: 'Read calendar',
  google_gmail_sync: 'Read mail',
  file_import: 'Import files',
  normalize_google_event: 'Understand events',
  normalize_google_email: 'Understand mail',
  normalize_file_email: 'Understand imported mail',
  normalize_file_event: 'Understand imported events',
  normalize_file_contact: 'Understand imported contacts',
  extract_contacts: 'Find people',
  extract_identities: 'Find identities',
  embed: 'Learn meaning',
  insight: 'Write insight',
  rebuild: 'Rebuild',
  remove_account: 'Remove account',
  prune: 'Tidy up finished jobs',
  optimize: 'Optimize database',
  backup: 'Back up',
}

/** A kind in plain words; a kind that this version does not know keeps its own. */
export function jobName(kind: string): string {
  const known = jobKinds.find((word) => word === kind)
  return known === undefined ? kind : names[known]
}

/** A status in plain words. */
export const statusNames: Record<JobStatus, string> = {
  queued: 'Waiting',
  processing: 'Running',
  completed: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** A priority in plain words. */
export const priorityNames: Record<JobPriority, string> = { urgent: 'Urgent', high: 'High', medium: 'Normal', low: 'Low' }
