// Writes a Gmail message resource as a mail (RFC 5322, MIME) that any mail program reads.
import { isUtf8 } from 'node:buffer'

interface GmailPart {
  readonly mimeType?: string
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  readonly body?: { readonly size?: number; readonly data?: string }
  readonly parts?: readonly GmailPart[]
}

interface GmailMessage {
  readonly id: string
  readonly threadId: string
  readonly labelIds?: readonly string[]
  readonly payload?: GmailPart
}

/** Deeper nesting is nobody's mail. */
const deepest = 30
const longestHeaderLine = 900

/** The mail. Attachments were never fetched: a note with their size stands for each, the same as in a mail imported from a file. */
export function gmailToMail(payload: Buffer): Buffer {
  const message = JSON.parse(payload.toString('utf8')) as GmailMessage
  const lines: string[] = []
  // As in a Takeout, so that an import finds conversations and labels again.
  lines.push(`X-GM-THRID: ${message.threadId}`)
  if (message.labelIds?.length) lines.push(`X-Gmail-Labels: ${message.labelIds.join(',')}`)
  writePart(lines, message.payload ?? {}, message.id, 0)
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8')
}

function writePart(lines: string[], part: GmailPart, place: string, depth: number): void {
  const children = depth < deepest ? (part.parts ?? []) : []
  const isMultipart = (part.mimeType ?? '').toLowerCase().startsWith('multipart/') && children.length > 0
  const boundary = `omnicrm-${place}`
  const bytes = part.body?.data === undefined ? null : Buffer.from(part.body.data, 'base64url')
  for (const { name, value } of part.headers ?? []) {
    const key = name.toLowerCase()
    if (key === 'content-transfer-encoding' || (key === 'content-type' && isMultipart)) continue
    lines.push(foldHeader(name, key === 'content-type' && bytes !== null ? nameCharset(value, bytes) : value))
  }
  if (isMultipart) {
    lines.push(`Content-Type: ${part.mimeType}; boundary="${boundary}"`, '')
    children.forEach((child, index) => {
      lines.push(`--${boundary}`)
      writePart(lines, child, `${place}-${index}`, depth + 1)
    })
    lines.push(`--${boundary}--`)
    return
  }
  lines.push('Content-Transfer-Encoding: base64', '')
  if (bytes !== null) lines.push(...(bytes.toString('base64').match(/.{1,76}/g) ?? []))
  else if ((part.body?.size ?? 0) > 0) lines.push(`[OmniCRM left out ${part.body?.size} bytes]`)
}

/** Gmail hands out UTF-8 for many mails whose header still names the charset they were sent in. */
function nameCharset(value: string, bytes: Buffer): string {
  if (!/^text\//i.test(value) || /charset="?iso-2022/i.test(value) || !isUtf8(bytes)) return value
  return `${value.replace(/;\s*charset=(?:"[^"]*"|[^;\s]*)/i, '')}; charset=utf-8`
}

/** Breaks a very long line at a blank; a value holds no line break of its own. */
function foldHeader(name: string, value: string): string {
  const line = `${name}: ${value.replace(/[\r\n]+/g, ' ')}`
  if (line.length <= longestHeaderLine) return line
  return line.replace(new RegExp(`(.{1,${longestHeaderLine}}) `, 'g'), '$1\n ')
}
