// What each kind of job is called in front of a person, on the screen and in alerts.
import { jobKinds, type JobKind } from './vocabulary.ts'

const names: Record<JobKind, string> = {
  google_calendar_sync: 'Read calendar',
  google_gmail_sync: 'Read mail',
  google_preview: 'Count what is there',
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
  undo_import: 'Undo an import',
  prune: 'Tidy up',
  optimize: 'Optimize database',
  backup: 'Back up',
}

/** A kind in plain words; a kind that this version does not know keeps its own. */
export function jobName(kind: string): string {
  const known = jobKinds.find((word) => word === kind)
  return known === undefined ? kind : names[known]
}
