// Decodes a Gmail message resource (format=full): Gmail has taken the MIME apart already.
// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages
import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { decodeCharset } from './decode-charset.ts'
import { decodeFlowed } from './decode-flowed.ts'
import { firstHeader, type HeaderField } from './header-block.ts'
import { parseStructuredField } from './header-parameters.ts'
import { maxAttachments, maxHeaderFields, maxMimeDepth, maxMimeParts, maxTextLength, maxTextPartBytes } from './mail-limits.ts'
import type { MailAttachment, MailSource, TextPart } from './mail-source.ts'
import { cleanFileName } from './read-raw-mail.ts'

interface GmailPart {
  readonly mimeType?: string | undefined
  readonly filename?: string | undefined
  readonly headers?: readonly { readonly name: string; readonly value: string }[] | undefined
  readonly body?: { readonly size?: number | undefined; readonly data?: string | undefined } | undefined
  /** Checked one by one as they are reached: a schema that called itself could be nested until the stack is full. */
  readonly parts?: readonly unknown[] | undefined
}

const partSchema: z.ZodType<GmailPart> = z.object({
  mimeType: z.string().optional(),
  filename: z.string().optional(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  body: z.object({ size: z.number().optional(), data: z.string().optional() }).optional(),
  parts: z.array(z.unknown()).optional(),
})

const messageSchema = z.object({
  id: z.string().min(1),
  threadId: z.string().min(1),
  labelIds: z.array(z.string()).optional(),
  internalDate: z
    .string()
    .regex(/^-?\d{1,16}$/)
    .optional(),
  payload: partSchema.optional(),
})

/** Reads the JSON text of a Gmail message. @throws Error when it is not one. */
export function readGmailMail(payload: Buffer): MailSource {
  const message = messageSchema.parse(JSON.parse(payload.toString('utf8')))
  const texts: TextPart[] = []
  const attachments: MailAttachment[] = []
  let groups = 0
  let seen = 0
  let textLength = 0
  const pending: { part: GmailPart; depth: number; group: number | null }[] = message.payload
    ? [{ part: message.payload, depth: 0, group: null }]
    : []
  for (let next = pending.pop(); next !== undefined && seen++ < maxMimeParts; next = pending.pop()) {
    const { part, depth } = next
    const type = part.mimeType?.toLowerCase() ?? 'text/plain'
    if (type.startsWith('multipart/') && part.parts) {
      if (depth >= maxMimeDepth) continue
      const group = next.group ?? (type === 'multipart/alternative' ? groups++ : null)
      // A stack gives back the last one first.
      for (const child of part.parts.toReversed()) pending.push({ part: partSchema.parse(child), depth: depth + 1, group })
      continue
    }
    if (isText(part, type, texts.length === 0) && textLength <= maxTextLength * 2) {
      const text = decodeText(part)
      textLength += text.length
      texts.push({ group: next.group ?? groups++, kind: type === 'text/html' ? 'html' : 'plain', text })
    } else if (attachments.length < maxAttachments && (part.filename || (part.body?.size ?? 0) > 0)) {
      attachments.push({
        name: cleanFileName(part.filename ?? '') ?? 'attachment',
        mimeType: type,
        sizeBytes: Math.max(0, Math.trunc(part.body?.size ?? 0)),
      })
    }
  }
  return {
    fields: toFields(message.payload),
    texts,
    attachments,
    envelopeLine: null,
    gmail: {
      messageId: message.id,
      threadId: message.threadId,
      internalDateMs: message.internalDate === undefined ? null : Number(message.internalDate),
      labels: message.labelIds ?? [],
    },
  }
}

function isText(part: GmailPart, type: string, isFirst: boolean): boolean {
  if (type !== 'text/plain' && type !== 'text/html') return false
  if (part.body?.data === undefined) return false
  if (parseStructuredField(firstHeader(toFields(part), 'content-disposition')).value === 'attachment') return false
  return isFirst || !part.filename
}

function decodeText(part: GmailPart): string {
  const bytes = Buffer.from((part.body?.data ?? '').slice(0, Math.ceil(maxTextPartBytes * 1.34)), 'base64url')
  const type = parseStructuredField(firstHeader(toFields(part), 'content-type'))
  const charset = type.parameters.get('charset')
  // Gmail hands out UTF-8 for many mails whose header still names the charset they were sent in.
  const text = decodeCharset(bytes, isUtf8(bytes) && !charset?.toLowerCase().startsWith('iso-2022') ? 'utf-8' : charset)
  return type.parameters.get('format')?.toLowerCase() === 'flowed'
    ? decodeFlowed(text, type.parameters.get('delsp')?.toLowerCase() === 'yes')
    : text
}

function toFields(part: GmailPart | undefined): HeaderField[] {
  return (part?.headers ?? [])
    .slice(0, maxHeaderFields)
    .map(({ name, value }) => ({ key: name.toLowerCase(), value: value.replace(/[\r\n]+/g, ' ') }))
}
