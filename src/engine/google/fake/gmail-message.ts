// Gmail's four ways of giving out one message: minimal, metadata, full, raw.
import type { MailRecord } from './fake-mailbox.ts'
import { decodeHeader, decodeText, parseMailSource, type MailPart } from './mail-source.ts'

/** The `format` of messages.get. */
export type MessageFormat = 'minimal' | 'metadata' | 'full' | 'raw'

/** The resource for a message. https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages */
export function presentMessage(record: MailRecord, format: MessageFormat, metadataHeaders: readonly string[]): object {
  const source = record.raw()
  const head = {
    id: record.id,
    threadId: record.threadId,
    labelIds: [...record.labelIds],
    historyId: record.historyId.toString(),
    internalDate: String(record.internalDateMs),
    sizeEstimate: source.byteLength,
  }
  if (format === 'raw') return { ...head, snippet: snippetOf(parseMailSource(source)), raw: base64Url(source) }
  const mail = parseMailSource(source)
  const withSnippet = { ...head, snippet: snippetOf(mail) }
  switch (format) {
    case 'minimal':
      return withSnippet
    case 'metadata': {
      const wanted = metadataHeaders.map((name) => name.toLowerCase())
      const headers = presentHeaders(mail).filter((header) => wanted.length === 0 || wanted.includes(header.name.toLowerCase()))
      return { ...withSnippet, payload: { mimeType: mail.mimeType, headers } }
    }
    case 'full':
      return { ...withSnippet, payload: presentPart(mail, '', record.id) }
  }
}

/** The bytes of an attachment by the id that `full` gave out; null when there is none. */
export function findAttachment(record: MailRecord, attachmentId: string): Buffer | null {
  const search = (part: MailPart, partId: string): Buffer | null => {
    if (attachmentIdOf(record.id, partId) === attachmentId && part.parts.length === 0) return part.body
    for (const [index, child] of part.parts.entries()) {
      const found = search(child, partId === '' ? String(index) : `${partId}.${index}`)
      if (found !== null) return found
    }
    return null
  }
  return search(parseMailSource(record.raw()), '')
}

/** Google's base64: the URL alphabet, padded. */
export function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function presentPart(part: MailPart, partId: string, messageId: string): object {
  const inline = part.filename === '' && part.mimeType.startsWith('text/')
  const children = part.parts.map((child, index) =>
    presentPart(child, partId === '' ? String(index) : `${partId}.${index}`, messageId),
  )
  // Text is given out in UTF-8 whatever its header says.
  const text = inline ? Buffer.from(decodeText(part.body, part.charset), 'utf8') : null
  const body =
    part.parts.length > 0
      ? { size: 0 }
      : text === null
        ? { attachmentId: attachmentIdOf(messageId, partId), size: part.body.byteLength }
        : { size: text.byteLength, ...(text.byteLength === 0 ? {} : { data: base64Url(text) }) }
  return {
    partId,
    mimeType: part.mimeType,
    filename: part.filename,
    headers: presentHeaders(part),
    body,
    ...(children.length === 0 ? {} : { parts: children }),
  }
}

function presentHeaders(part: MailPart): { name: string; value: string }[] {
  return part.headers.map(({ name, value }) => ({ name, value: decodeHeader(value) }))
}

function attachmentIdOf(messageId: string, partId: string): string {
  return `ANGjdJ${Buffer.from(`${messageId}:${partId}`).toString('base64url')}`
}

/** The first words a person would read, escaped for HTML, as Gmail gives them. */
function snippetOf(mail: MailPart): string {
  const plain = firstText(mail, 'text/plain')
  const text =
    plain ??
    (firstText(mail, 'text/html') ?? '')
      .replaceAll(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&nbsp;', ' ')
  const words = text.slice(0, 2000).replaceAll(/\s+/g, ' ').trim()
  const cut = words.slice(0, 200).replace(/[\ud800-\udbff]$/, '')
  const escaped = plain === null ? cut : cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped.replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

function firstText(part: MailPart, mimeType: string): string | null {
  if (part.mimeType === mimeType && part.filename === '') return decodeText(part.body.subarray(0, 4000), part.charset)
  for (const child of part.parts) {
    const found = firstText(child, mimeType)
    if (found !== null) return found
  }
  return null
}
