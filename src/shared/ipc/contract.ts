// Every channel between the page and the app: queries read, commands change (and only enqueue), events tell.
import { z } from 'zod'
import { jobPriorities, jobKinds, jobStatuses } from '../jobs/vocabulary.ts'
import { settingsChangeSchema, settingsSchema } from '../settings.ts'
import { calendarEventDetailSchema, calendarEventSchema, calendarSchema } from '../views/calendar.ts'
import { instantMs, pageCursor } from '../views/common.ts'
import { accountImportSchema, mailChoiceSchema, undoLossesSchema } from '../views/imports.ts'
import {
  alertSchema,
  itemFailureSchema,
  jobDetailSchema,
  jobMetricsReportSchema,
  jobOverviewSchema,
  jobPageSchema,
  jobProgressSchema,
  refusalSchema,
  scheduleSchema,
} from '../views/jobs.ts'
import { ledgerEntrySchema, ledgerTotalSchema } from '../views/ledger.ts'
import { contactStatuses, peoplePageSchema, personDetailSchema, recentTalkSchema, suggestionPageSchema } from '../views/people.ts'
import { searchAnswerSchema } from '../views/search.ts'
import { accountSchema, statusSchema } from '../views/status.ts'
import { interactionDetailSchema, timelineFilterSchema, timelinePageSchema } from '../views/timeline.ts'

const nothing = z.strictObject({})
const id = z.int().positive()
const ids = z.array(id).min(1).max(10_000)
const limit = z.int().min(1).max(500)
const done = z.object({})
const refused = z.array(refusalSchema)

/** Which jobs a pause or a resume is about. */
export const pauseScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('job_kind'), jobKind: z.enum(jobKinds) }),
  z.strictObject({ kind: z.literal('account'), accountId: z.string() }),
])
/** @see pauseScopeSchema */
export type PauseScope = z.infer<typeof pauseScopeSchema>

/** Reads. Answered by the reader thread (those marked `main` by the main process). */
export const queries = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      dataFolder: z.string(),
      keychain: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('available') }),
        z.object({ kind: z.literal('unavailable'), reason: z.string() }),
      ]),
      timeZone: z.string(),
    }),
  },
  'status.get': { input: nothing, output: statusSchema },
  'accounts.list': { input: nothing, output: z.array(accountSchema) },
  /** What of an account is, could be and was imported. */
  'imports.get': { input: z.strictObject({ accountId: z.string() }), output: accountImportSchema },
  /** Counts what undoing a batch would take away; nothing is changed. */
  'imports.describeUndo': { input: z.strictObject({ batchId: id }), output: undoLossesSchema },
  'calendar.listCalendars': { input: nothing, output: z.array(calendarSchema) },
  'calendar.listEvents': {
    /** Range `[fromMs, untilMs)`; all-day events are matched by their dates in `timeZone`. */
    input: z.strictObject({ fromMs: instantMs, untilMs: instantMs, timeZone: z.string() }),
    output: z.array(calendarEventSchema),
  },
  'calendar.getEvent': { input: z.strictObject({ id }), output: calendarEventDetailSchema },
  'timeline.page': {
    input: z.strictObject({ filter: timelineFilterSchema, cursor: pageCursor.nullable(), limit }),
    output: timelinePageSchema,
  },
  /** Addresses of the pictures that a message wants fetched, as they stand in its HTML. */
  'timeline.remoteImages': { input: z.strictObject({ id }), output: z.array(z.string()) },
  'timeline.get': { input: z.strictObject({ id }), output: interactionDetailSchema },
  'people.page': {
    input: z.strictObject({
      text: z.string().max(200),
      status: z.enum(contactStatuses),
      sort: z.enum(['recent', 'strength', 'name']),
      cursor: pageCursor.nullable(),
      limit,
    }),
    output: peoplePageSchema,
  },
  'people.get': { input: z.strictObject({ id }), output: personDetailSchema },
  /** The last three messages with each of these people, and what still waits for an answer. */
  'people.recentTalk': { input: z.strictObject({ ids: z.array(id).max(100) }), output: z.array(recentTalkSchema) },
  'people.suggestions': { input: z.strictObject({ cursor: pageCursor.nullable(), limit }), output: suggestionPageSchema },
  'search.run': {
    /** Dates in `text` are days in `timeZone`. */
    input: z.strictObject({ text: z.string().max(500), limit, timeZone: z.string().max(100) }),
    output: searchAnswerSchema,
  },
  'jobs.overview': { input: nothing, output: jobOverviewSchema },
  'jobs.page': {
    input: z.strictObject({
      status: z.enum(jobStatuses).nullable(),
      kind: z.enum(jobKinds).nullable(),
      /** An id, or part of a kind, an account or an error. */
      text: z.string().max(200).optional(),
      /** Of the failed ones only those that were put away, or only those that were not; unsaid, both. */
      isDismissed: z.boolean().optional(),
      cursor: pageCursor.nullable(),
      limit,
    }),
    output: jobPageSchema,
  },
  'jobs.get': { input: z.strictObject({ id }), output: jobDetailSchema },
  'jobs.itemFailures': {
    /** Those that were put away are told only when asked for. */
    input: z.strictObject({ isDismissed: z.boolean().optional(), cursor: pageCursor.nullable(), limit }),
    output: z.object({ items: z.array(itemFailureSchema), nextCursor: pageCursor.nullable(), total: z.int().nonnegative() }),
  },
  'jobs.schedules': { input: nothing, output: z.array(scheduleSchema) },
  'jobs.metrics': { input: z.strictObject({ sinceMs: instantMs }), output: jobMetricsReportSchema },
  /** Requests that left this computer, newest first; those of the last 90 days are kept one by one. */
  'ledger.page': {
    input: z.strictObject({ cursor: pageCursor.nullable(), limit }),
    output: z.object({ items: z.array(ledgerEntrySchema), nextCursor: pageCursor.nullable(), total: z.int().nonnegative() }),
  },
  /** Their sums by host and purpose, over all time. */
  'ledger.totals': { input: nothing, output: z.array(ledgerTotalSchema) },
  'settings.get': { input: nothing, output: settingsSchema },
} as const satisfies ChannelMap

/** Changes. Each answers in milliseconds: long work becomes jobs. Answered by the engine thread or, where Electron is needed, by main. */
export const commands = {
  'sync.now': {
    input: z.strictObject({ accountId: z.string().optional() }),
    /** `joined`: how many of the jobs were running already. They are what the person asked for: nothing is started beside them. */
    output: z.object({ jobIds: z.array(id), joined: z.int().nonnegative() }),
  },
  /** `heldBack` could run, but a person has paused them; `isPaused` when everything is. */
  'jobs.process': {
    input: nothing,
    output: z.object({ runnable: z.int().nonnegative(), heldBack: z.int().nonnegative(), isPaused: z.boolean() }),
  },
  /** `retried` counts also the jobs that had ended because of these. */
  'jobs.retry': { input: z.strictObject({ ids }), output: z.object({ retried: z.int().nonnegative(), refused }) },
  'jobs.retryAllLike': { input: z.strictObject({ id }), output: z.object({ retried: z.int().nonnegative(), refused }) },
  /** Failed jobs are put away: they stay, but count no more. Answers those that were not put away before; `jobs.restore` takes them back. */
  'jobs.dismiss': { input: z.strictObject({ ids }), output: z.object({ dismissedIds: z.array(id) }) },
  'jobs.dismissAllLike': { input: z.strictObject({ id }), output: z.object({ dismissedIds: z.array(id) }) },
  'jobs.restore': { input: z.strictObject({ ids }), output: z.object({ restored: z.int().nonnegative() }) },
  /** `cancelled` counts also the members of flows that went along with their first job. */
  'jobs.cancel': { input: z.strictObject({ ids }), output: z.object({ cancelled: z.int().nonnegative(), refused }) },
  /** Cancels what is left of the run that a job began; `kept` are wanted by another run as well, and go on. */
  'jobs.cancelRun': {
    input: z.strictObject({ rootId: id }),
    output: z.object({ cancelled: z.int().nonnegative(), kept: z.int().nonnegative() }),
  },
  'jobs.setPriority': {
    input: z.strictObject({ ids, priority: z.enum(jobPriorities) }),
    output: z.object({ changed: z.int().nonnegative(), refused }),
  },
  'jobs.pause': { input: pauseScopeSchema, output: done },
  'jobs.resume': { input: pauseScopeSchema, output: done },
  'jobs.retryItems': { input: z.strictObject({ ids }), output: z.object({ retried: z.int().nonnegative(), refused }) },
  'jobs.dismissItems': { input: z.strictObject({ ids }), output: z.object({ dismissedIds: z.array(id) }) },
  'jobs.restoreItems': { input: z.strictObject({ ids }), output: z.object({ restored: z.int().nonnegative() }) },
  /** Changes when a schedule runs: a cron expression of five fields in the computer's own time zone, and whether it does at all. */
  'jobs.updateSchedule': {
    input: z.strictObject({ id: z.string(), expression: z.string().max(100).optional(), isEnabled: z.boolean().optional() }),
    /** Null for one that is switched off. */
    output: z.object({ nextRunAtMs: instantMs.nullable() }),
  },
  /** Enqueues now what a schedule enqueues by the clock, which goes on as before. */
  'jobs.runSchedule': {
    input: z.strictObject({ id: z.string().max(100) }),
    /** `joined`: how many of the jobs were waiting or running already; nothing is put beside them. */
    output: z.object({ jobIds: z.array(id), joined: z.int().nonnegative() }),
  },
  'alerts.dismiss': { input: z.strictObject({ id }), output: done },
  'sample.create': { input: nothing, output: z.object({ accountId: z.string() }) },
  /** Brings back what a sync took away, or says that it is right so; nobody is asked about it again. */
  'accounts.answerSweep': {
    input: z.strictObject({ accountId: z.string(), part: z.string(), isUndone: z.boolean() }),
    output: done,
  },
  'accounts.remove': { input: z.strictObject({ accountId: z.string() }), output: z.object({ jobId: id }) },
  'accounts.connectGoogle': {
    input: z.strictObject({
      clientId: z.string().min(1).max(500),
      clientSecret: z.string().max(500),
      scopes: z.array(z.enum(['calendar', 'mail'])).min(1),
      loginHint: z.string().max(320).optional(),
    }),
    /** Resolves when the browser has been opened; the outcome arrives as the event `accounts.connection`. */
    output: done,
  },
  /** Signs in to a known account anew, for everything that it had granted. */
  'accounts.reconnect': {
    input: z.strictObject({
      accountId: z.string(),
      /** Unsaid: the one that is kept with the account's sign-in. */
      client: z.strictObject({ clientId: z.string().min(1).max(500), clientSecret: z.string().max(500) }).optional(),
    }),
    /** `needsClient`: nothing was begun, the OAuth client has to be entered. Otherwise as for `accounts.connectGoogle`. */
    output: z.object({ needsClient: z.boolean() }),
  },
  'accounts.cancelConnect': { input: nothing, output: done },
  /** Shows the system's dialog, which takes either files or folders (on macOS both). `jobId` is null when it was closed. */
  'files.choose': { input: z.strictObject({ what: z.enum(['files', 'folder']) }), output: z.object({ jobId: id.nullable() }) },
  /** The preload turns dropped `File`s into paths (`webUtils.getPathForFile`); the page never invents a path. */
  'files.import': {
    input: z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(1000) }),
    output: z.object({ jobId: id }),
  },
  /** Counts what an account holds, anew; the answer arrives as `data.changed` of `imports`. */
  'imports.preview': { input: z.strictObject({ accountId: z.string() }), output: z.object({ jobId: id }) },
  /** Begins the import of what is chosen, or widens or narrows it. Calendars that are not named are switched off; unsaid, all stay as they are. */
  'imports.approve': {
    input: z.strictObject({
      accountId: z.string(),
      choice: mailChoiceSchema,
      enabledCalendarIds: z.array(id).max(1000).optional(),
    }),
    output: z.object({ batchId: id }),
  },
  'imports.pause': { input: z.strictObject({ batchId: id }), output: done },
  'imports.resume': { input: z.strictObject({ batchId: id }), output: done },
  /** Takes away what the newest batch brought; then the earlier choice is in force again. */
  'imports.undo': { input: z.strictObject({ batchId: id }), output: z.object({ jobId: id }) },
  'calendar.setVisible': { input: z.strictObject({ id, isVisible: z.boolean() }), output: done },
  'calendar.setEnabled': { input: z.strictObject({ id, isEnabled: z.boolean() }), output: done },
  'people.acceptSuggestion': { input: z.strictObject({ id }), output: z.object({ undoId: id }) },
  'people.dismissSuggestion': { input: z.strictObject({ id }), output: z.object({ undoId: id }) },
  /** Takes somebody in who was dismissed or hidden. */
  'people.bringBack': { input: z.strictObject({ id }), output: z.object({ undoId: id }) },
  /** Makes one person of two: everything of `fromId` goes to `intoId`. */
  'people.merge': { input: z.strictObject({ fromId: id, intoId: id }), output: z.object({ undoId: id }) },
  'people.undo': { input: z.strictObject({ undoId: id }), output: done },
  'people.update': {
    input: z.strictObject({
      id,
      name: z.string().min(1).max(200).optional(),
      notes: z.string().max(20_000).optional(),
      organization: z.string().max(200).optional(),
      title: z.string().max(200).optional(),
    }),
    /** Null when nothing was different. */
    output: z.object({ undoId: id.nullable() }),
  },
  /** Fetches the pictures of a message, because its person wants to see them. Those that cannot be had are missing. */
  'timeline.fetchImages': {
    input: z.strictObject({ id }),
    output: z.object({ images: z.array(z.object({ address: z.string(), dataUrl: z.string().startsWith('data:image/') })) }),
  },
  'insight.request': { input: z.strictObject({ contactId: id }), output: z.object({ jobId: id }) },
  'settings.update': { input: settingsChangeSchema, output: settingsSchema },
  'app.openExternal': { input: z.strictObject({ url: z.string().max(4096) }), output: done },
  'app.openDataFolder': { input: nothing, output: done },
  /** Lets a person choose a file, and writes a report for whoever helps into it. `file` is null when they chose none. */
  'app.exportDiagnostics': { input: nothing, output: z.object({ file: z.string().nullable() }) },
} as const satisfies ChannelMap

/** Tables whose change a screen may care about. */
export const dataTopics = [
  'accounts',
  'calendar',
  'timeline',
  'people',
  'suggestions',
  'jobs',
  'alerts',
  'settings',
  'insights',
  'ledger',
  'imports',
] as const
/** @see dataTopics */
export type DataTopic = (typeof dataTopics)[number]

/** What the app tells the page without being asked. */
export const events = {
  /** Rows of these topics have changed: ask again. Coalesced, at most five a second. */
  'data.changed': z.object({ topics: z.array(z.enum(dataTopics)) }),
  /** Coalesced, at most ten a second for each job. */
  'jobs.progress': z.object({
    jobId: z.int().positive(),
    kind: z.string(),
    accountId: z.string().nullable(),
    progress: jobProgressSchema,
  }),
  'status.changed': statusSchema,
  /** An import of files has ended, and what it brought has been read. Counts are of mails, events and contacts. */
  'imports.finished': z.object({
    jobId: z.int().positive(),
    imported: z.int().nonnegative(),
    /** Were there already, just so. */
    unchanged: z.int().nonnegative(),
    /** Files among them that could not be read at all. */
    failed: z.int().nonnegative(),
  }),
  'alerts.raised': alertSchema,
  'accounts.connection': z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting_for_browser') }),
    z.object({ kind: z.literal('connected'), accountId: z.string(), email: z.string() }),
    z.object({ kind: z.literal('failed'), message: z.string(), hint: z.string() }),
    z.object({ kind: z.literal('cancelled') }),
  ]),
  /** Menu, tray or notification asks for a screen, or the palette or shortcut sheet. */
  'app.navigate': z.object({
    screen: z.enum(['today', 'calendar', 'timeline', 'people', 'search', 'jobs', 'settings', 'palette', 'shortcuts']),
    id: z.int().positive().optional(),
  }),
  /** The engine cannot keep what it does (a full disk), in a sentence; null once it can again. The pill says so while it lasts. */
  'engine.writing': z.object({ problem: z.string().nullable() }),
  /** A command from a menu or the tray has done its work. */
  'app.notice': z.object({ tone: z.enum(['info', 'success', 'error']), message: z.string(), hint: z.string() }),
  /** Menu or tray asks to process jobs; the page does it as its own buttons do, and tells what came of it. */
  'app.processJobs': nothing,
} as const satisfies Record<string, z.ZodType>

type ChannelMap = Record<string, { input: z.ZodType; output: z.ZodType }>

/** A channel that reads. */
export type QueryChannel = keyof typeof queries
/** A channel that changes. */
export type CommandChannel = keyof typeof commands
/** A channel on which the app tells. */
export type EventChannel = keyof typeof events
/** Either kind of call. */
export type CallChannel = QueryChannel | CommandChannel

/** Query and command channels in one map. */
export const calls = { ...queries, ...commands } as const

/** What a channel is called with. */
export type CallInput<Channel extends CallChannel> = z.input<(typeof calls)[Channel]['input']>
/** What a channel answers. */
export type CallOutput<Channel extends CallChannel> = z.output<(typeof calls)[Channel]['output']>
/** What an event carries. */
export type EventPayload<Channel extends EventChannel> = z.output<(typeof events)[Channel]>
