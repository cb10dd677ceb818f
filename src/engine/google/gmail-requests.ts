// The requests to Gmail that a sync makes, and what it reads of the answers.
import { z } from 'zod'
import { GoogleRequestError } from './google-request-error.ts'
import type { GoogleSession } from './google-session.ts'
import { quotaUnits } from './quota-bucket.ts'
import { readEach } from './read-each.ts'

const profileSchema = z.object({
  emailAddress: z.string(),
  messagesTotal: z.int().nonnegative().nullable().catch(null),
  // An unsigned 64-bit number in a string: never make it a number.
  historyId: z.string().regex(/^\d+$/),
})
/** Where the mailbox stands. */
export type MailProfile = z.infer<typeof profileSchema>

/** Reads the address and the newest history id. Ask before listing: what changes meanwhile is then found in the history. */
export async function getMailProfile(session: GoogleSession): Promise<MailProfile> {
  const call = { purpose: 'opening the mailbox', units: quotaUnits.mailProfile, subject: 'account' } as const
  const parameters = { userId: 'me', fields: 'emailAddress,messagesTotal,historyId' }
  return profileSchema.parse(await session.request(call, (options) => session.apis.gmail.users.getProfile(parameters, options)))
}

const aliasSchema = z.object({ sendAsEmail: z.string().min(1), verificationStatus: z.string().optional() })
const sendAsSchema = z.object({ sendAs: z.array(z.unknown()).default([]) })

/** The addresses the person may send as, and how many entries cannot be read. */
export async function listSendAsAddresses(session: GoogleSession): Promise<{ addresses: string[]; unreadableItems: number }> {
  const call = { purpose: 'reading your own addresses', units: quotaUnits.mailSendAs, subject: 'account' } as const
  const parameters = { userId: 'me', fields: 'sendAs(sendAsEmail,verificationStatus)' }
  const answer = sendAsSchema.parse(
    await session.request(call, (options) => session.apis.gmail.users.settings.sendAs.list(parameters, options)),
  )
  const { items, unreadable } = readEach(aliasSchema, answer.sendAs)
  const addresses = items.filter((alias) => alias.verificationStatus !== 'pending').map((alias) => alias.sendAsEmail)
  return { addresses, unreadableItems: unreadable }
}

const labelSchema = z.object({ id: z.string().min(1), name: z.string().catch(''), type: z.string().catch('user') })
const labelsSchema = z.object({ labels: z.array(z.unknown()).default([]) })
/** A label: one of Gmail's own (`system`), or of the person (`user`). */
export type GmailLabel = z.infer<typeof labelSchema>

/** All labels of the mailbox, and how many of them have not as much as an id. */
export async function listLabels(session: GoogleSession): Promise<{ labels: GmailLabel[]; unreadableItems: number }> {
  const call = { purpose: 'reading your labels', units: quotaUnits.mailLabels, subject: 'account' } as const
  const parameters = { userId: 'me', fields: 'labels(id,name,type)' }
  const answer = labelsSchema.parse(
    await session.request(call, (options) => session.apis.gmail.users.labels.list(parameters, options)),
  )
  const { items, unreadable } = readEach(labelSchema, answer.labels)
  return { labels: items, unreadableItems: unreadable }
}

const labelTotalSchema = z.object({ messagesTotal: z.int().nonnegative().catch(0) })

/** How many messages have a label, those in spam and in the bin too. */
export async function countLabelled(session: GoogleSession, id: string): Promise<number> {
  const call = { purpose: 'counting a label', units: quotaUnits.mailLabels, subject: 'account' } as const
  const parameters = { userId: 'me', id, fields: 'messagesTotal' }
  return labelTotalSchema.parse(
    await session.request(call, (options) => session.apis.gmail.users.labels.get(parameters, options)),
  ).messagesTotal
}

const listedMessageSchema = z.object({ id: z.string().min(1) })
const messagesPageSchema = z.object({
  messages: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
})

/** A page of message ids. */
export interface MessageIdPage {
  readonly ids: readonly string[]
  /** Messages that were listed without an id. */
  readonly unreadableItems: number
  readonly nextPageToken: string | null
}

/** Message ids, newest first: all mail but spam and trash, or what of it `query` (Gmail's search language) and a label want. */
export async function listMessageIds(
  session: GoogleSession,
  pageToken: string | null,
  query = '',
  labelId: string | null = null,
): Promise<MessageIdPage> {
  const call = { purpose: 'listing your mail', units: quotaUnits.mailList, subject: 'history' } as const
  const parameters = {
    userId: 'me',
    maxResults: 500,
    fields: 'messages/id,nextPageToken',
    ...(query === '' ? {} : { q: query }),
    ...(labelId === null ? {} : { labelIds: [labelId] }),
    ...(pageToken === null ? {} : { pageToken }),
  }
  const page = messagesPageSchema.parse(
    await session.request(call, (options) => session.apis.gmail.users.messages.list(parameters, options)),
  )
  const { items, unreadable } = readEach(listedMessageSchema, page.messages)
  return { ids: items.map(({ id }) => id), unreadableItems: unreadable, nextPageToken: page.nextPageToken ?? null }
}

const messageSchema = z.looseObject({ id: z.string().min(1), labelIds: z.array(z.string()).default([]) })
/** A message resource: `format=full`, with the MIME tree as JSON; attachments are named, not included. */
export type GmailMessage = z.infer<typeof messageSchema>

const messageCall = { purpose: 'reading a message', units: quotaUnits.mailGet, subject: 'message' } as const

/** One odd message is that message's trouble, and no reason to end a sync. */
function readMessage(answer: unknown): GmailMessage {
  const parsed = messageSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  const reason = 'Google sent a message that cannot be read: it has no id, or its labels are no list of names.'
  throw new GoogleRequestError({ kind: 'skip_item', isGone: false }, 200, messageCall.purpose, reason)
}

/**
 * A message with headers and text.
 * @throws {GoogleRequestError} also for one that cannot be read
 */
export async function getMessage(session: GoogleSession, id: string): Promise<GmailMessage> {
  const parameters = {
    userId: 'me',
    id,
    format: 'full',
    fields: 'id,threadId,labelIds,snippet,internalDate,sizeEstimate,payload',
  }
  return readMessage(await session.request(messageCall, (options) => session.apis.gmail.users.messages.get(parameters, options)))
}

/** Only the labels a message has now: for messages whose content is here. */
export async function getMessageLabels(session: GoogleSession, id: string): Promise<string[]> {
  const parameters = { userId: 'me', id, format: 'minimal', fields: 'id,labelIds' }
  const answer = await session.request(messageCall, (options) => session.apis.gmail.users.messages.get(parameters, options))
  return readMessage(answer).labelIds
}

const touched = z.object({ id: z.string(), labelIds: z.array(z.string()).optional() })
const addedSchema = z.object({ message: touched })
const relabelledSchema = z.object({ message: touched, labelIds: z.array(z.string()).default([]) })
const entries = z.array(z.unknown()).default([])
const historyRecordSchema = z.object({
  messagesAdded: entries,
  messagesDeleted: entries,
  labelsAdded: entries,
  labelsRemoved: entries,
})
/** One step of the mailbox's history. */
export interface HistoryRecord {
  readonly messagesAdded: readonly z.infer<typeof addedSchema>[]
  readonly messagesDeleted: readonly z.infer<typeof addedSchema>[]
  readonly labelsAdded: readonly z.infer<typeof relabelledSchema>[]
  readonly labelsRemoved: readonly z.infer<typeof relabelledSchema>[]
}

const historyPageSchema = z.object({
  // A page may come without it.
  history: entries,
  nextPageToken: z.string().optional(),
  historyId: z.string().regex(/^\d+$/),
})

const historyFields =
  'history(messagesAdded(message(id,labelIds)),messagesDeleted(message(id)),labelsAdded(message(id,labelIds),labelIds),labelsRemoved(message(id,labelIds),labelIds)),nextPageToken,historyId'

/** What happened in the mailbox after `startHistoryId`, oldest first. Of `unreadableItems` it cannot be told which message they are about. */
export async function listHistory(
  session: GoogleSession,
  startHistoryId: string,
  pageToken: string | null,
): Promise<{ records: HistoryRecord[]; unreadableItems: number; nextPageToken: string | null; historyId: string }> {
  const call = { purpose: 'reading what changed in your mailbox', units: quotaUnits.mailHistory, subject: 'history' } as const
  const parameters = {
    userId: 'me',
    startHistoryId,
    maxResults: 500,
    fields: historyFields,
    ...(pageToken === null ? {} : { pageToken }),
  }
  const page = historyPageSchema.parse(
    await session.request(call, (options) => session.apis.gmail.users.history.list(parameters, options)),
  )
  const read = readEach(historyRecordSchema, page.history)
  let unreadableItems = read.unreadable
  const readEntries = <Entry>(schema: z.ZodType<Entry>, list: readonly unknown[]): Entry[] => {
    const { items, unreadable } = readEach(schema, list)
    unreadableItems += unreadable
    return items
  }
  const records = read.items.map((record) => ({
    messagesAdded: readEntries(addedSchema, record.messagesAdded),
    messagesDeleted: readEntries(addedSchema, record.messagesDeleted),
    labelsAdded: readEntries(relabelledSchema, record.labelsAdded),
    labelsRemoved: readEntries(relabelledSchema, record.labelsRemoved),
  }))
  return { records, unreadableItems, nextPageToken: page.nextPageToken ?? null, historyId: page.historyId }
}
