// Makes states of the workspace for tests.
import type { Pill, Status } from '../../shared/views/status.ts'

/** An empty workspace whose status pill says `pill`. */
export function statusWith(pill: Pill, contactSuggestions = 0): Status {
  const none = { queued: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 }
  return {
    pill,
    accounts: [],
    counts: {
      rawEvents: 0,
      rawEventsFailed: 0,
      interactions: 0,
      calendarEvents: 0,
      contacts: 0,
      contactSuggestions,
      contactIdentities: 0,
      embeddings: 0,
    },
    jobs: { ...none, byKind: {} },
    dismissedJobs: 0,
    alerts: [],
  }
}
