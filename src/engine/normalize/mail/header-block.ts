// Reads the header fields at the top of a mail or of one of its parts, forgiving what real mails do wrong.
import { isAscii, isUtf8 } from 'node:buffer'
import { decodeCharset } from './decode-charset.ts'
import { maxHeaderBytes, maxHeaderFields } from './mail-limits.ts'

/** One header field, unfolded; encoded words are still encoded. */
export interface HeaderField {
  /** Lower case. */
  readonly key: string
  readonly value: string
}

/** The fields at the top of a mail or part, in their order. */
export interface HeaderBlock {
  readonly fields: readonly HeaderField[]
  /** The mbox line above the first field, when there is one: `From sender date`. */
  readonly envelopeLine: string | null
  /** Where the body begins. */
  readonly bodyStart: number
}

const newline = 0x0a
const fieldStart = /^([!-9;-~]{1,100})[ \t]*:/

/**
 * Reads the header block that begins at `start`. It ends at an empty line, at a line that can be no field (a body without the
 * empty line above it), or at `end`. Never throws.
 */
export function readHeaderBlock(bytes: Buffer, start = 0, end = bytes.length): HeaderBlock {
  const limit = Math.min(end, start + maxHeaderBytes)
  const raw: string[] = []
  let envelopeLine: string | null = null
  let position = start
  let isClosed = false
  while (position < limit) {
    const lineEnd = indexOfNewline(bytes, position, limit)
    const line = withoutCarriageReturn(bytes.toString('latin1', position, lineEnd))
    if (line === '' || line.startsWith('--')) {
      // A border instead of the empty line belongs to the body.
      if (line !== '') isClosed = true
      else if (raw.length > 0 || start > 0) {
        isClosed = true
        position = Math.min(end, lineEnd + 1)
      }
      if (isClosed) break
    } else if (raw.length > 0 && (line.startsWith(' ') || line.startsWith('\t'))) {
      raw[raw.length - 1] += line
    } else if (raw.length === 0 && /^>?From /.test(line)) {
      envelopeLine ??= line
    } else if (fieldStart.test(line)) {
      if (raw.length < maxHeaderFields) raw.push(line)
    } else if (raw.length > 0 && /^>?From /.test(line)) {
      // Some tools leave a second mbox line in the middle of the header.
    } else {
      isClosed = true
      break
    }
    position = lineEnd + 1
  }
  const bodyStart = isClosed || position >= end ? Math.min(position, end) : afterEmptyLine(bytes, position, end)
  return { fields: decodeFields(raw), envelopeLine, bodyStart }
}

/** The first field of a name, or null. */
export function firstHeader(fields: readonly HeaderField[], key: string): string | null {
  return fields.find((field) => field.key === key)?.value ?? null
}

/** Every field of a name, in order. */
export function allHeaders(fields: readonly HeaderField[], key: string): string[] {
  return fields.filter((field) => field.key === key).map((field) => field.value)
}

function decodeFields(raw: readonly string[]): HeaderField[] {
  let charset: string | undefined
  return raw.map((line) => {
    const colon = line.indexOf(':')
    const key = line.slice(0, colon).trim().toLowerCase()
    let value = line.slice(colon + 1).trim()
    const bytes = Buffer.from(value, 'latin1')
    if (!isAscii(bytes)) {
      // Bytes that RFC 5322 forbids: UTF-8 (RFC 6532) or, in old mail, the charset of the body.
      charset ??= /charset="?([\w.:-]+)/i.exec(raw.find((field) => /^content-type[ \t]*:/i.test(field)) ?? '')?.[1] ?? ''
      value = isUtf8(bytes) ? bytes.toString('utf8') : decodeCharset(bytes, charset)
    }
    return { key, value: value.replaceAll('\r', ' ') }
  })
}

function indexOfNewline(bytes: Buffer, from: number, limit: number): number {
  const at = bytes.indexOf(newline, from)
  return at === -1 || at > limit ? limit : at
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Where the body of an over-long header begins. */
function afterEmptyLine(bytes: Buffer, from: number, end: number): number {
  const plain = bytes.indexOf('\n\n', from, 'latin1')
  const network = bytes.indexOf('\n\r\n', from, 'latin1')
  if (plain === -1 && network === -1) return end
  if (network === -1 || (plain !== -1 && plain < network)) return Math.min(end, plain + 2)
  return Math.min(end, network + 3)
}
