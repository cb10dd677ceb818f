// The fake's Gmail API v1: the reads the app makes, with Google's rules and refusals.
// https://developers.google.com/workspace/gmail/api/reference/rest
import type { FakeAccount } from './fake-account.ts'
import type { FakeMailbox, HistoryEntry, MailLabel } from './fake-mailbox.ts'
import { base64Url, findAttachment, presentMessage, type MessageFormat } from './gmail-message.ts'
import { parseMailQuery } from './gmail-query.ts'
import { googleError } from './google-error.ts'
import type { ApiRequest, FakeResponse } from './http-exchange.ts'
import { decodeToken, encodeToken, shortHash } from './opaque-token.ts'

/** What the caller may see and what time it is. */
export interface GmailContext {
  readonly nowMs: number
  /** The token has only `gmail.metadata`: no bodies, no search. */
  readonly metadataOnly: boolean
}

/** Answers a request below `/gmail/v1`; `path` starts after that. */
export function handleGmailRequest(
  account: FakeAccount,
  request: ApiRequest,
  path: readonly string[],
  context: GmailContext,
): FakeResponse {
  if (request.method !== 'GET') return googleError('gmail', 'forbidden', { message: 'The fake Google is read-only.' })
  const [users, userId, ...rest] = path
  if (users !== 'users' || userId === undefined) return googleError('gmail', 'notFound')
  if (userId !== 'me' && userId.toLowerCase() !== account.email.toLowerCase()) {
    return googleError('gmail', 'forbidden', { message: `Delegation denied for ${account.email}` })
  }
  const { mailbox } = account
  switch (rest.slice(0, 1).join('') + (rest.length > 1 ? `/${rest.length}` : '')) {
    case 'profile':
      return request.reply({
        emailAddress: account.email,
        messagesTotal: mailbox.messages().length,
        threadsTotal: new Set(mailbox.messages().map((message) => message.threadId)).size,
        historyId: mailbox.historyId.toString(),
      })
    case 'labels':
      return request.reply({ labels: mailbox.labels().map(presentLabel) })
    case 'labels/2':
      return getLabel(mailbox, rest[1] ?? '', request)
    case 'settings/2':
      return rest[1] === 'sendAs' ? request.reply({ sendAs: sendAsOf(account) }) : googleError('gmail', 'notFound')
    case 'messages':
      return listMessages(mailbox, request, context)
    case 'messages/2':
      return getMessage(mailbox, rest[1] ?? '', request, context)
    case 'messages/4': {
      const record = mailbox.message(rest[1] ?? '')
      const bytes = record === undefined || rest[2] !== 'attachments' ? null : findAttachment(record, rest[3] ?? '')
      return bytes === null ? googleError('gmail', 'notFound') : request.reply({ size: bytes.byteLength, data: base64Url(bytes) })
    }
    case 'history':
      return listHistory(mailbox, request)
    default:
      return googleError('gmail', 'notFound')
  }
}

function listMessages(mailbox: FakeMailbox, request: ApiRequest, context: GmailContext): FakeResponse {
  const { query } = request
  const maxResults = pageSize(query.get('maxResults'))
  if (maxResults === null) return googleError('gmail', 'invalid', { message: 'Invalid maxResults' })
  const text = query.get('q') ?? ''
  if (text !== '' && context.metadataOnly)
    return googleError('gmail', 'forbidden', { message: "Metadata scope does not support 'q' parameter" })
  const labels = mailbox.labels()
  const labelIdOf = (name: string): string | undefined =>
    labels.find((label) => label.name.toLowerCase().replaceAll(/[ /]/g, '-') === name.replaceAll(/[ /]/g, '-'))?.id
  const parsed = parseMailQuery(text, context.nowMs, labelIdOf)
  if ('unknown' in parsed)
    return googleError('gmail', 'invalid', { message: `The fake Google does not know the search term ${parsed.unknown}` })
  const labelIds = query.getAll('labelIds')
  if (labelIds.some((id) => !labels.some((label) => label.id === id)))
    return googleError('gmail', 'invalid', { message: `Invalid label: ${labelIds.join(',')}` })
  const showsSpamAndTrash =
    query.get('includeSpamTrash') === 'true' || parsed.namesSpamOrTrash || labelIds.includes('SPAM') || labelIds.includes('TRASH')

  const fingerprint = fingerprintOf(query)
  const pageToken = query.get('pageToken')
  const after =
    pageToken === null
      ? null
      : (decodeToken('0', pageToken) as { readonly atMs: number; readonly id: string; readonly fingerprint: string } | null)
  if (pageToken !== null && after?.fingerprint !== fingerprint)
    return googleError('gmail', 'invalid', { message: 'Invalid pageToken' })

  const found = mailbox
    .messages()
    .filter(
      (message) =>
        (after === null ||
          message.internalDateMs < after.atMs ||
          (message.internalDateMs === after.atMs && message.id < after.id)) &&
        (showsSpamAndTrash || !(message.labelIds.has('SPAM') || message.labelIds.has('TRASH'))) &&
        labelIds.every((id) => message.labelIds.has(id)) &&
        parsed.test(message),
    )
  const page = found.slice(0, maxResults)
  const last = page.at(-1)
  return request.reply({
    ...(page.length === 0 ? {} : { messages: page.map(({ id, threadId }) => ({ id, threadId })) }),
    ...(found.length > page.length && last !== undefined
      ? { nextPageToken: encodeToken('0', { atMs: last.internalDateMs, id: last.id, fingerprint }) }
      : {}),
    // An estimate, as the name says: Gmail's is seldom right beyond the first pages.
    resultSizeEstimate: Math.min(found.length, maxResults + 1),
  })
}

function getMessage(mailbox: FakeMailbox, id: string, request: ApiRequest, context: GmailContext): FakeResponse {
  const format = (request.query.get('format') ?? 'full').toLowerCase()
  if (!isFormat(format))
    return googleError('gmail', 'invalid', {
      message: `Invalid value at 'format' (type.googleapis.com/google.apps.gmail.v1.Format), "${format}"`,
    })
  if (context.metadataOnly && (format === 'full' || format === 'raw')) {
    return googleError('gmail', 'forbidden', { message: `Metadata scope doesn't allow format ${format.toUpperCase()}` })
  }
  const record = mailbox.message(id)
  return record === undefined
    ? googleError('gmail', 'notFound')
    : request.reply(presentMessage(record, format, request.query.getAll('metadataHeaders')))
}

function listHistory(mailbox: FakeMailbox, request: ApiRequest): FakeResponse {
  const { query } = request
  const maxResults = pageSize(query.get('maxResults'))
  if (maxResults === null) return googleError('gmail', 'invalid', { message: 'Invalid maxResults' })
  const startText = query.get('startHistoryId')
  if (startText === null || !/^\d{1,20}$/.test(startText))
    return googleError('gmail', 'invalid', {
      message: startText === null ? 'Missing required parameter: startHistoryId' : 'Invalid startHistoryId',
    })
  const start = BigInt(startText)
  if (start < mailbox.oldestHistoryId || start > mailbox.historyId) return googleError('gmail', 'notFound')

  const fingerprint = fingerprintOf(query)
  const pageToken = query.get('pageToken')
  const position =
    pageToken === null
      ? null
      : (decodeToken('1', pageToken) as { readonly after: string; readonly until: string; readonly fingerprint: string } | null)
  if (pageToken !== null && position?.fingerprint !== fingerprint)
    return googleError('gmail', 'invalid', { message: 'Invalid pageToken' })

  const until = position === null ? mailbox.historyId : BigInt(position.until)
  const entries = mailbox.historyAfter(position === null ? start : BigInt(position.after)).filter((entry) => entry.id <= until)
  const page = entries.slice(0, maxResults)
  const last = page.at(-1)
  const labelId = query.get('labelId')
  const types = query.getAll('historyTypes')
  // Filters work after the page is cut: a page may carry a token and no `history` at all.
  const history = page.filter(
    (entry) =>
      (types.length === 0 || types.includes(entry.kind)) &&
      (labelId === null || entry.labelsAfter.includes(labelId) || entry.labelIds.includes(labelId)),
  )
  return request.reply({
    ...(history.length === 0 ? {} : { history: history.map(presentHistory) }),
    ...(entries.length > page.length && last !== undefined
      ? { nextPageToken: encodeToken('1', { after: last.id.toString(), until: until.toString(), fingerprint }) }
      : {}),
    historyId: until.toString(),
  })
}

function presentHistory(entry: HistoryEntry): object {
  const reference = { id: entry.messageId, threadId: entry.threadId }
  const message = { ...reference, ...(entry.labelsAfter.length === 0 ? {} : { labelIds: entry.labelsAfter }) }
  const head = { id: entry.id.toString(), messages: [reference] }
  switch (entry.kind) {
    case 'messageAdded':
      return { ...head, messagesAdded: [{ message }] }
    case 'messageDeleted':
      return { ...head, messagesDeleted: [{ message }] }
    case 'labelAdded':
      return { ...head, labelsAdded: [{ message, labelIds: entry.labelIds }] }
    case 'labelRemoved':
      return { ...head, labelsRemoved: [{ message, labelIds: entry.labelIds }] }
  }
}

function presentLabel(label: MailLabel): object {
  const hidden = label.type === 'system' && (label.id.startsWith('CATEGORY_') || label.id === 'CHAT' || label.id === 'UNREAD')
  return {
    id: label.id,
    name: label.name,
    type: label.type,
    ...(hidden
      ? { messageListVisibility: 'hide', labelListVisibility: 'labelHide' }
      : label.type === 'user'
        ? { messageListVisibility: 'show', labelListVisibility: 'labelShow' }
        : {}),
  }
}

function getLabel(mailbox: FakeMailbox, id: string, request: ApiRequest): FakeResponse {
  const label = mailbox.labels().find((candidate) => candidate.id === id)
  if (label === undefined) return googleError('gmail', 'notFound')
  const messages = mailbox.messages().filter((message) => message.labelIds.has(id))
  const unread = messages.filter((message) => message.labelIds.has('UNREAD'))
  const threads = (list: typeof messages): number => new Set(list.map((message) => message.threadId)).size
  return request.reply({
    ...presentLabel(label),
    messagesTotal: messages.length,
    messagesUnread: unread.length,
    threadsTotal: threads(messages),
    threadsUnread: threads(unread),
  })
}

function sendAsOf(account: FakeAccount): object[] {
  const { displayName, signature = '', sendAs = [] } = account.settings
  return [
    { sendAsEmail: account.email, displayName, replyToAddress: '', signature, isPrimary: true, isDefault: true },
    ...sendAs.map((alias) => ({
      sendAsEmail: alias.email,
      displayName: alias.displayName,
      replyToAddress: '',
      signature,
      treatAsAlias: true,
      verificationStatus: 'accepted',
    })),
  ]
}

function isFormat(text: string): text is MessageFormat {
  return text === 'minimal' || text === 'metadata' || text === 'full' || text === 'raw'
}

function pageSize(text: string | null): number | null {
  if (text === null) return 100
  return /^\d+$/.test(text) ? Math.min(Math.max(Number(text), 1), 500) : null
}

function fingerprintOf(query: URLSearchParams): string {
  const kept = [...query].filter(
    ([name]) => !['pageToken', 'maxResults', 'fields', 'prettyPrint', 'alt', 'key', 'quotaUser'].includes(name),
  )
  return shortHash(
    kept
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&'),
  )
}
