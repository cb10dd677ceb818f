// Understands a decoded mail: who, when, what was written, what was only quoted.
import { decodeWords } from 'postal-mime'
import { findBulkReason } from './bulk-mail.ts'
import { detectLanguage } from './detect-language.ts'
import { allHeaders, firstHeader, type HeaderField } from './header-block.ts'
import { htmlToPlain } from './html-to-plain.ts'
import { parseMailAddresses } from './mail-addresses.ts'
import { isPlausibleMailDate, parseEnvelopeDate, parseMailDate } from './mail-date.ts'
import { maxHtmlLength, maxParticipants, maxTextLength } from './mail-limits.ts'
import type { MailSource, TextPart } from './mail-source.ts'
import { makeSnippet } from './make-snippet.ts'
import { parseMessageIds, parseOwnMessageId } from './message-ids.ts'
import type { MailParticipant, MailRole, NormalizedMail } from './normalized-mail.ts'
import { splitMailText } from './split-mail-text.ts'

const roleOfField: readonly (readonly [string, MailRole])[] = [
  ['from', 'from'],
  ['sender', 'sender'],
  ['reply-to', 'reply_to'],
  ['to', 'to'],
  ['cc', 'cc'],
  ['bcc', 'bcc'],
]
const maxSubjectLength = 1_000
const dayMs = 86_400_000
/** A mail that took longer was not sent when it says. */
const longestTransportMs = 60 * dayMs

/** What the caller knows beside the mail. */
export interface MailSurroundings {
  /** When the mail was fetched or imported, ms since the epoch: no mail is from much later, and one without any date is from then. */
  readonly seenAtMs: number
}

/**
 * Makes a {@link NormalizedMail} of a mail, a slice at a time. It promises an answer for every mail, and never more work than a long newsletter
 * is worth.
 */
export function* normalizeMail(source: MailSource, { seenAtMs }: MailSurroundings): Generator<undefined, NormalizedMail> {
  const { fields } = source
  const body = yield* readBody(source.texts)
  const text = yield* splitMailText(body.text)
  const participants = readParticipants(fields)
  const labels = source.gmail?.labels ?? readFileLabels(fields)
  return {
    messageId: parseOwnMessageId(firstHeader(fields, 'message-id')),
    references: readReferences(fields),
    gmailThreadId: source.gmail?.threadId ?? null,
    subject: readSubject(fields),
    occurredAtMs: source.gmail?.internalDateMs ?? readDate(source, seenAtMs),
    sentAtMs: parseMailDate(firstHeader(fields, 'date') ?? ''),
    participants,
    writtenText: text.written,
    quotedText: text.quoted,
    signatureText: text.signature,
    html: body.html !== null && body.html.length <= maxHtmlLength ? body.html : null,
    snippet: makeSnippet(text.written === '' ? (text.quoted ?? '') : text.written),
    attachments: source.attachments,
    labels,
    bulkReason: findBulkReason(fields, participants.find(({ role }) => role === 'from')?.address ?? '', labels),
    language: detectLanguage(text.written === '' ? (text.quoted ?? '') : text.written),
    wasDelivered: fields.some(
      ({ key }) => key === 'received' || key === 'delivered-to' || key === 'x-original-to' || key === 'delivery-date',
    ),
  }
}

/** The body as text: of alternatives the plain one, unless it is empty or says only that HTML is needed. */
function* readBody(texts: readonly TextPart[]): Generator<undefined, { text: string; html: string | null }> {
  const pieces: string[] = []
  const html: string[] = []
  let length = 0
  for (const group of new Set(texts.map((part) => part.group))) {
    const members = texts.filter((part) => part.group === group)
    const rich = members
      .filter((part) => part.kind === 'html')
      .map((part) => part.text)
      .join('\n')
    const plain = members
      .filter((part) => part.kind === 'plain')
      .map((part) => part.text)
      .join('\n')
    if (rich !== '') html.push(rich)
    if (length >= maxTextLength) continue
    const piece = (isWorthReading(plain) || rich === '' ? plain : yield* htmlToPlain(rich)).slice(0, maxTextLength - length)
    length += piece.length
    pieces.push(piece)
  }
  return { text: removeControls(pieces.join('\n')), html: html.length > 0 ? html.join('\n') : null }
}

/** An empty alternative, or one that asks for another mail program, is no text. Neither is HTML in the plain part. */
function isWorthReading(plain: string): boolean {
  const start = plain.slice(0, 2_000).trim()
  return (
    start !== '' &&
    !/^<(?:!doctype|html|body|table|div)\b/i.test(start) &&
    !(start.length < 300 && /\bhtml\b/i.test(start) && /\b(?:view|enable|support|display|browser|client)/i.test(start))
  )
}

/** NUL and its like break searching and showing; so do lone halves of surrogate pairs. */
function removeControls(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .toWellFormed()
}

function readParticipants(fields: readonly HeaderField[]): MailParticipant[] {
  const participants: MailParticipant[] = []
  for (const [key, role] of roleOfField) {
    const seen = new Set<string>()
    for (const field of allHeaders(fields, key)) {
      for (const { address, name } of parseMailAddresses(field)) {
        const identity = (address || name).toLowerCase()
        if (seen.has(identity) || participants.length >= maxParticipants) continue
        seen.add(identity)
        participants.push({ role, address: address.toWellFormed(), name: name.toWellFormed() })
      }
    }
  }
  return participants
}

function readSubject(fields: readonly HeaderField[]): string {
  const raw = (firstHeader(fields, 'subject') ?? '').slice(0, maxSubjectLength * 4)
  return removeControls(decodeWords(raw)).replace(/\s+/g, ' ').trim().slice(0, maxSubjectLength).toWellFormed()
}

/** References in their order; In-Reply-To is the last of them, when it is not there already. */
function readReferences(fields: readonly HeaderField[]): string[] {
  const references = parseMessageIds(firstHeader(fields, 'references'))
  const parent = parseMessageIds(firstHeader(fields, 'in-reply-to'))[0]
  return parent === undefined || references.includes(parent) ? references : [...references, parent]
}

/**
 * Date, unless it is impossible or the last server that passed the mail on says something else altogether (a broken clock, spam);
 * without both, the line above the mail in its mbox, else the time of import.
 */
function readDate(source: MailSource, seenAtMs: number): number {
  const plausible = (atMs: number | null): number | null => (isPlausibleMailDate(atMs, seenAtMs) ? atMs : null)
  const sentAtMs = plausible(parseMailDate(firstHeader(source.fields, 'date') ?? ''))
  const arrivedAtMs =
    allHeaders(source.fields, 'received')
      .slice(0, 5)
      .map((field) => plausible(parseMailDate(field.slice(field.lastIndexOf(';') + 1))))
      .find((atMs) => atMs !== null) ?? null
  if (
    sentAtMs !== null &&
    (arrivedAtMs === null || (sentAtMs - arrivedAtMs < dayMs && arrivedAtMs - sentAtMs < longestTransportMs))
  )
    return sentAtMs
  return arrivedAtMs ?? plausible(parseEnvelopeDate(source.envelopeLine)) ?? seenAtMs
}

/** Labels as Google Takeout and Thunderbird write them into exported mail. */
function readFileLabels(fields: readonly HeaderField[]): string[] {
  const takeout = firstHeader(fields, 'x-gmail-labels')
  if (takeout === null) return []
  return [
    ...new Set(
      decodeWords(takeout)
        .split(',')
        .map((label) => label.trim().replace(/^"|"$/g, ''))
        .filter((label) => label !== ''),
    ),
  ].slice(0, 50)
}
