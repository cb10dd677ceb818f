// Decodes the bytes of a mail: which parts are its text, which its attachments.
import { decodeWords } from 'postal-mime'
import { decodeCharset } from './decode-charset.ts'
import { decodeFlowed } from './decode-flowed.ts'
import { decodedSize, decodeTransfer } from './decode-transfer.ts'
import { parseLeftOutNote } from './left-out.ts'
import { maxAttachments, maxTextLength, maxTextPartBytes } from './mail-limits.ts'
import type { MailAttachment, MailSource, TextPart } from './mail-source.ts'
import { type MimePart, readMimeMessage } from './mime-parts.ts'

/** Reads a raw mail (RFC 5322 and MIME), with or without the mbox line above it. Never throws, whatever the bytes are. */
export function readRawMail(bytes: Buffer): MailSource {
  const message = readMimeMessage(bytes)
  const texts: TextPart[] = []
  const attachments: MailAttachment[] = []
  let textLength = 0
  for (const part of message.parts) {
    if (isBodyText(part, texts.length === 0) && parseLeftOutNote(part.body) === null) {
      if (textLength > maxTextLength * 2) continue
      const text = decodeText(part)
      textLength += text.length
      texts.push({ group: part.group, kind: part.contentType.value === 'text/html' ? 'html' : 'plain', text })
    } else if (attachments.length < maxAttachments && part.body.length > 0) attachments.push(toAttachment(part))
  }
  return { fields: message.fields, texts, attachments, envelopeLine: message.envelopeLine, gmail: null }
}

/** Whether a part is read as the mail's text. A named text file is an attachment, unless it is all there is. */
export function isBodyText(part: MimePart, isFirst: boolean): boolean {
  if (part.disposition.value === 'attachment') return false
  const type = part.contentType.value
  if (type !== 'text/plain' && type !== 'text/html' && type !== 'text/enriched' && type !== 'text/richtext') return false
  return isFirst || fileNameOf(part) === null
}

function decodeText(part: MimePart): string {
  const bytes = decodeTransfer(part.body, part.transferEncoding, maxTextPartBytes)
  const text = decodeCharset(bytes, part.contentType.parameters.get('charset'))
  if (part.contentType.parameters.get('format')?.toLowerCase() !== 'flowed') return text
  return decodeFlowed(text, part.contentType.parameters.get('delsp')?.toLowerCase() === 'yes')
}

function toAttachment(part: MimePart): MailAttachment {
  const fallback =
    part.contentType.value === 'message/rfc822'
      ? 'message.eml'
      : part.contentType.value === 'text/calendar'
        ? 'invite.ics'
        : 'attachment'
  return {
    name: fileNameOf(part) ?? fallback,
    mimeType: part.contentType.value,
    sizeBytes: parseLeftOutNote(part.body) ?? decodedSize(part.body, part.transferEncoding),
  }
}

function fileNameOf(part: MimePart): string | null {
  const raw = part.disposition.parameters.get('filename') ?? part.contentType.parameters.get('name')
  if (raw === undefined) return null
  return cleanFileName(decodeWords(raw))
}

/** The last component of a file name, without what no file system takes; null when nothing is left. */
export function cleanFileName(name: string): string | null {
  const plain = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\u0000-\u001f\u007f\ufffd]+/g, '')
    .trim()
    .slice(0, 200)
  return plain === '' ? null : plain
}
