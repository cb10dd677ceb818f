// Which screens have something new to show after a job of a kind, or after a command.
import type { DataTopic } from '../shared/ipc/contract.ts'
import type { JobKind } from '../shared/jobs/vocabulary.ts'
import type { EngineCallName } from './threads/engine-protocol.ts'

/** What a job of each kind writes beside its own row. */
export const topicsOfKind: Readonly<Record<JobKind, readonly DataTopic[]>> = {
  google_calendar_sync: ['accounts', 'calendar'],
  google_gmail_sync: ['accounts', 'imports'],
  file_import: ['accounts'],
  normalize_google_event: ['calendar', 'timeline'],
  normalize_google_email: ['timeline'],
  normalize_file_email: ['timeline'],
  normalize_file_event: ['calendar', 'timeline'],
  normalize_file_contact: ['people'],
  extract_contacts: ['people', 'suggestions', 'timeline'],
  extract_identities: ['people', 'suggestions'],
  embed: [],
  google_preview: ['accounts', 'calendar', 'imports'],
  insight: ['insights'],
  rebuild: [],
  undo_import: ['accounts', 'timeline', 'people', 'suggestions', 'imports'],
  remove_account: ['accounts', 'calendar', 'timeline', 'people', 'suggestions'],
  prune: [],
  optimize: [],
  backup: [],
}

/** What a command changes by itself; what its jobs change is told by them. */
export const topicsOfCommand: Partial<Record<EngineCallName, readonly DataTopic[]>> = {
  'sync.now': ['jobs'],
  'jobs.process': ['jobs'],
  'jobs.retry': ['jobs'],
  'jobs.retryAllLike': ['jobs'],
  'jobs.cancel': ['jobs'],
  'jobs.setPriority': ['jobs'],
  'jobs.pause': ['jobs'],
  'jobs.resume': ['jobs'],
  'jobs.retryItems': ['jobs'],
  'jobs.updateSchedule': ['jobs', 'accounts'],
  'jobs.runSchedule': ['jobs'],
  'alerts.dismiss': ['alerts'],
  'sample.create': ['accounts', 'jobs'],
  'accounts.remove': ['accounts', 'jobs'],
  'accounts.connected': ['accounts', 'jobs', 'imports'],
  'files.import': ['accounts', 'jobs'],
  'imports.preview': ['accounts', 'imports', 'jobs'],
  'imports.approve': ['accounts', 'calendar', 'imports', 'jobs'],
  'imports.pause': ['imports', 'jobs'],
  'imports.resume': ['imports', 'jobs'],
  'imports.undo': ['accounts', 'imports', 'jobs'],
  'calendar.setVisible': ['calendar'],
  'calendar.setEnabled': ['calendar', 'jobs'],
  'people.acceptSuggestion': ['people', 'suggestions'],
  'people.dismissSuggestion': ['people', 'suggestions'],
  'people.undo': ['people', 'suggestions'],
  'people.update': ['people', 'timeline'],
  'insight.request': ['jobs'],
  'settings.update': ['settings', 'accounts'],
}
