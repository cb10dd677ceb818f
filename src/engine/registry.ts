// The policy of every kind of job on one page: who does it, how urgent it is, how often it is tried, and how many may run at once.
import type { JobKind } from '../shared/jobs/vocabulary.ts'
import type { GoogleSessions } from './google/google-sessions.ts'
import { googleBucket } from './google/google-bucket.ts'
import { readFreeBytes } from './jobs/disk-watch.ts'
import { createBackup } from './jobs/processors/backup.ts'
import type { FindDamage } from './jobs/processors/backup-room.ts'
import { createEmbed } from './jobs/processors/embed.ts'
import { extractContacts } from './jobs/processors/extract-contacts.ts'
import { extractIdentities } from './jobs/processors/extract-identities.ts'
import { importFiles } from './jobs/processors/file-import.ts'
import { createGoogleCalendarSync } from './jobs/processors/google-calendar-sync.ts'
import { createGoogleGmailSync } from './jobs/processors/google-gmail-sync.ts'
import { createGooglePreview } from './jobs/processors/google-preview.ts'
import { insight } from './jobs/processors/insight.ts'
import { normalizeFileContact } from './jobs/processors/normalize-file-contact.ts'
import { normalizeFileEmail } from './jobs/processors/normalize-file-email.ts'
import { normalizeFileEvent } from './jobs/processors/normalize-file-event.ts'
import { normalizeGoogleEmail } from './jobs/processors/normalize-google-email.ts'
import { normalizeGoogleEvent } from './jobs/processors/normalize-google-event.ts'
import { optimize } from './jobs/processors/optimize.ts'
import { prune } from './jobs/processors/prune.ts'
import { rebuild } from './jobs/processors/rebuild.ts'
import { removeAccount } from './jobs/processors/remove-account.ts'
import { undoImport } from './jobs/processors/undo-import.ts'
import type { JobDefinition, JobRegistry } from './jobs/types.ts'
import type { Embedder } from './search/embedder.ts'

/** What processors work with beside the database. */
export interface ProcessorTools {
  readonly sessions: GoogleSessions
  readonly embedder: Embedder
  /** How copies of the database are checked, where that is not done in this thread. */
  readonly findDamage?: FindDamage | undefined
}

type Policy = Omit<JobDefinition<JobKind>, 'process' | 'uniqueKey' | 'bucket'>

const second = 1_000
const minute = 60 * second

/** Talks to Google: patient, for networks come back; one line for each account. */
const sync: Policy = {
  priority: 'high',
  maxAttempts: 8,
  backoff: { baseMs: 2 * second, maxMs: 15 * minute },
  unique: 'while_unfinished',
  concurrency: { total: 4, perAccount: 1 },
}

/** Works through pending rows: one waiting job is enough, and it may wait behind a running one for rows that come meanwhile. */
const stage: Policy = {
  priority: 'medium',
  maxAttempts: 5,
  backoff: { baseMs: second, maxMs: minute },
  unique: 'while_queued',
  concurrency: { total: 2, perAccount: 1 },
}

/** Makes people: one at a time over all accounts, so that calendar and mail cannot make two of one. */
const people: Policy = { ...stage, concurrency: { total: 1, perAccount: 1 } }

/** Housekeeping: one at a time, and never in anybody's way. */
const housekeeping: Policy = {
  priority: 'low',
  maxAttempts: 3,
  backoff: { baseMs: minute, maxMs: 30 * minute },
  unique: 'while_unfinished',
  concurrency: { total: 1, perAccount: 1 },
}

/** What a person has asked for and waits for. */
const wish: Policy = { ...housekeeping, priority: 'high', backoff: { baseMs: second, maxMs: minute } }

const ofNobody = { uniqueKey: () => '', bucket: () => null }
const ofAccount = {
  uniqueKey: ({ accountId }: { readonly accountId: string }) => accountId,
  bucket: () => null,
}
const ofGoogle = { ...ofAccount, bucket: ({ accountId }: { readonly accountId: string }) => googleBucket(accountId) }

/** Every kind with its policy; one that is missing does not compile. */
export function createRegistry({ sessions, embedder, findDamage }: ProcessorTools): JobRegistry {
  return {
    google_calendar_sync: { ...sync, ...ofGoogle, process: createGoogleCalendarSync(sessions) },
    google_gmail_sync: { ...sync, ...ofGoogle, process: createGoogleGmailSync(sessions) },
    file_import: { ...stage, ...ofAccount, priority: 'high', unique: 'none', process: importFiles },
    normalize_google_event: { ...stage, ...ofAccount, process: normalizeGoogleEvent },
    normalize_google_email: { ...stage, ...ofAccount, process: normalizeGoogleEmail },
    normalize_file_email: { ...stage, ...ofAccount, process: normalizeFileEmail },
    normalize_file_event: { ...stage, ...ofAccount, process: normalizeFileEvent },
    normalize_file_contact: { ...stage, ...ofAccount, process: normalizeFileContact },
    extract_contacts: { ...people, ...ofAccount, process: extractContacts },
    extract_identities: { ...people, ...ofAccount, process: extractIdentities },
    embed: { ...stage, ...ofAccount, priority: 'low', concurrency: { total: 1, perAccount: 1 }, process: createEmbed(embedder) },
    google_preview: { ...sync, ...ofGoogle, process: createGooglePreview(sessions) },
    insight: { ...wish, bucket: () => null, uniqueKey: ({ contactId }) => String(contactId), process: insight },
    rebuild: { ...wish, ...ofNobody, priority: 'medium', unique: 'none', process: rebuild },
    undo_import: { ...wish, ...ofAccount, maxAttempts: 10, process: undoImport },
    remove_account: { ...wish, ...ofAccount, maxAttempts: 10, process: removeAccount },
    prune: { ...housekeeping, ...ofNobody, process: prune },
    optimize: { ...housekeeping, ...ofNobody, process: optimize },
    backup: {
      ...housekeeping,
      bucket: () => null,
      uniqueKey: ({ toPath }) => toPath ?? '',
      process: createBackup(readFreeBytes, findDamage),
    },
  }
}
