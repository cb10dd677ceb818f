// What the status pill, the tray, the connection card and `status --json` are made from.
import { z } from 'zod'
import { instantMs } from './common.ts'
import { accountParts } from '../may-read.ts'
import { importStates } from './imports.ts'
import { alertSchema, jobProgressSchema } from './jobs.ts'

/** Health of an account, apart from what it is doing. */
export const accountStatuses = ['ok', 'waiting', 'needs_reconnect', 'failed', 'paused'] as const
/** @see accountStatuses */
export type AccountStatus = (typeof accountStatuses)[number]

/** The calendar or the mail of an account. */
export const accountPartSchema = z.object({
  part: z.enum(accountParts),
  status: z.enum(['ok', 'waiting', 'needs_reconnect', 'failed']),
  /** Why it is not `ok`, in plain words. */
  statusReason: z.string().nullable(),
  lastSyncAtMs: instantMs.nullable(),
  /** Null while it needs a person, and while it is paused. */
  nextSyncAtMs: instantMs.nullable(),
  /** Somebody has paused all jobs, those of the account or these. */
  isPaused: z.boolean(),
})
/** @see accountPartSchema */
export type AccountPartHealth = z.infer<typeof accountPartSchema>

/** One connected source of data. */
export const accountSchema = z.object({
  id: z.string(),
  kind: z.enum(['google', 'sample', 'files']),
  email: z.string(),
  displayName: z.string(),
  /** That of its worst part; `paused` while it is being removed. */
  status: z.enum(accountStatuses),
  /** Why the account is not `ok`, in plain words. */
  statusReason: z.string().nullable(),
  /** What it is doing now, in plain words: "Reading the calendar", or null when idle. */
  activity: z.string().nullable(),
  /** Whether a person holds its jobs back. */
  isPaused: z.boolean(),
  /** Null, too, while it waits for the network: nobody knows how long. */
  waitingUntilMs: instantMs.nullable(),
  /** What a person should know although nothing has failed, in plain words. */
  notices: z.array(z.string()),
  /** What a sync took away in great number, in plain words; it can be brought back. */
  sweeps: z.array(z.object({ part: z.string(), text: z.string() })),
  /** Of the part that is further behind. */
  lastSyncAtMs: instantMs.nullable(),
  nextSyncAtMs: instantMs.nullable(),
  /** Those that are read: granted, and approved where they have to be. */
  parts: z.array(accountPartSchema),
  scopes: z.array(z.string()),
  /** Whether anything of it may be imported; while it may not, nothing is. */
  importState: z.enum(importStates),
  counts: z.object({
    calendars: z.int().nonnegative(),
    events: z.int().nonnegative(),
    mails: z.int().nonnegative(),
    failedItems: z.int().nonnegative(),
  }),
})
/** @see accountSchema */
export type Account = z.infer<typeof accountSchema>

/** When anything of an account was last read, ms since the epoch: its sign-in was good then. */
export function lastSuccessAtMs(account: Account | undefined): number | null {
  const syncs = (account?.parts ?? []).flatMap((part) => (part.lastSyncAtMs === null ? [] : [part.lastSyncAtMs]))
  return syncs.length === 0 ? (account?.lastSyncAtMs ?? null) : Math.max(...syncs)
}

/** The one truth of the status pill, in order of precedence. */
export const pillSchema = z.discriminatedUnion('kind', [
  /** A thread of the app has not answered for half a minute: nothing that the rest of the status says may be believed. */
  z.object({ kind: z.literal('not_answering') }),
  /** Nothing can be kept: what to do about it, as a sentence. */
  z.object({ kind: z.literal('cannot_write'), problem: z.string() }),
  z.object({ kind: z.literal('no_accounts') }),
  z.object({ kind: z.literal('needs_reconnect'), accountId: z.string() }),
  /** Somebody has connected this account and not said yet what to import. Told while nothing else is being done. */
  z.object({ kind: z.literal('needs_approval'), accountId: z.string() }),
  z.object({ kind: z.literal('working'), stage: z.string(), progress: jobProgressSchema.nullable() }),
  /** A person has paused everything; what was running stops at its next checkpoint, and until then is still at work. */
  z.object({ kind: z.literal('paused'), isStillWorking: z.boolean() }),
  z.object({ kind: z.literal('offline') }),
  z.object({ kind: z.literal('waiting'), untilMs: instantMs }),
  z.object({ kind: z.literal('failed'), count: z.int().positive() }),
  z.object({ kind: z.literal('up_to_date'), lastSyncAtMs: instantMs.nullable() }),
])
/** @see pillSchema */
export type Pill = z.infer<typeof pillSchema>

const statusCounts = z.object({
  queued: z.int().nonnegative(),
  processing: z.int().nonnegative(),
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  cancelled: z.int().nonnegative(),
})

/** Everything about the state of the workspace at a glance. */
export const statusSchema = z.object({
  pill: pillSchema,
  accounts: z.array(accountSchema),
  counts: z.object({
    rawEvents: z.int().nonnegative(),
    rawEventsFailed: z.int().nonnegative(),
    interactions: z.int().nonnegative(),
    calendarEvents: z.int().nonnegative(),
    contacts: z.int().nonnegative(),
    contactSuggestions: z.int().nonnegative(),
    contactIdentities: z.int().nonnegative(),
    embeddings: z.int().nonnegative(),
  }),
  jobs: statusCounts.extend({ byKind: z.record(z.string(), statusCounts) }),
  /** How many of the failed jobs a person has put away: nothing calls anybody to them. */
  dismissedJobs: z.int().nonnegative(),
  alerts: z.array(alertSchema),
})
/** @see statusSchema */
export type Status = z.infer<typeof statusSchema>
