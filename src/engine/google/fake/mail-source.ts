// Reads a mail's source as far as Gmail's answers need it: headers, parts, decoded bodies. Generous, as Gmail is.

/** A part of a mail, or the mail itself. */
export interface MailPart {
  /** In order of appearance, unfolded, not decoded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** In lower case. */
  readonly mimeType: string
  readonly charset: string | null
  readonly filename: string
  /** Transfer encoding undone; empty for a multipart. */
  readonly body: Buffer
  readonly parts: readonly MailPart[]
}

const deepestPart = 20

/** Takes a mail apart. Never throws: what cannot be understood becomes a part as it stands. */
export function parseMailSource(source: Uint8Array): MailPart {
  return parsePart(Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1'), 0)
}

/** Only the headers of a mail, decoded for people; the first of each name, names in lower case. */
export function readMailHeaders(source: Uint8Array): Map<string, string> {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1')
  const headers = new Map<string, string>()
  for (const { name, value } of parseHeaders(text.slice(0, endOfHeaders(text).headers))) {
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), decodeHeader(value))
  }
  return headers
}

/** A header's value as Gmail shows it: RFC 2047 words decoded, bare bytes taken as UTF-8 or Latin-1. */
export function decodeHeader(value: string): string {
  const joined = value.replaceAll(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
  return bareText(joined).replaceAll(
    /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
    (_whole, charset: string, kind: string, text: string) =>
      decodeText(
        kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : decodeQuotedPrintable(text.replaceAll('_', ' ')),
        charset,
      ),
  )
}

/** Bytes as text; an unknown charset is read as Latin-1, as most mail programs do. */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes)
  } catch (error) {
    if (error instanceof RangeError) return Buffer.from(bytes).toString('latin1')
    throw error
  }
}

function parsePart(text: string, depth: number): MailPart {
  const { headers: headersEnd, body: bodyStart } = endOfHeaders(text)
  const headers = parseHeaders(text.slice(0, headersEnd))
  const header = (name: string): string => headers.find((entry) => entry.name.toLowerCase() === name)?.value ?? ''
  const contentType = header('content-type')
  const mimeType = /^\s*([^\s;]+\/[^\s;]+)/.exec(contentType)?.[1]?.toLowerCase() ?? 'text/plain'
  const charset = parameter(contentType, 'charset')
  const filename = decodeHeader(parameter(header('content-disposition'), 'filename') ?? parameter(contentType, 'name') ?? '')
  const content = text.slice(bodyStart)
  const boundary = mimeType.startsWith('multipart/') ? parameter(contentType, 'boundary') : null
  if (boundary !== null && depth < deepestPart) {
    const parts = splitParts(content, boundary).map((part) => parsePart(part, depth + 1))
    return { headers, mimeType, charset, filename, body: Buffer.alloc(0), parts }
  }
  return { headers, mimeType, charset, filename, body: decodeTransfer(content, header('content-transfer-encoding')), parts: [] }
}

function endOfHeaders(text: string): { headers: number; body: number } {
  const match = /\r?\n\r?\n/.exec(text)
  if (match === null) return { headers: text.length, body: text.length }
  return { headers: match.index, body: match.index + match[0].length }
}

function parseHeaders(text: string): { name: string; value: string }[] {
  const headers: { name: string; value: string }[] = []
  for (const line of text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() })
  }
  return headers
}

function parameter(value: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(value)
  if (match !== null) return match[1]?.replaceAll(/\\(.)/g, '$1') ?? match[2] ?? null
  const extended = new RegExp(`;\\s*${name}\\*\\s*=\\s*([^';\\s]*)'[^']*'([^;\\s]+)`, 'i').exec(value)
  return extended === null
    ? null
    : decodeText(
        Buffer.from(
          extended[2]?.replaceAll(/%([0-9a-f]{2})/gi, (_hex, code: string) => String.fromCharCode(Number.parseInt(code, 16))) ??
            '',
          'latin1',
        ),
        extended[1] || null,
      )
}

function splitParts(content: string, boundary: string): string[] {
  const parts: string[] = []
  const pieces = `\n${content}`.split(`\n--${boundary}`)
  for (const piece of pieces.slice(1)) {
    if (piece.startsWith('--')) break
    parts.push(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''))
  }
  return parts
}

function decodeTransfer(content: string, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(content, 'base64')
    case 'quoted-printable':
      return decodeQuotedPrintable(content)
    default:
      return Buffer.from(content, 'latin1')
  }
}

function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replaceAll(/=[ \t]*\r?\n/g, '')
  return Buffer.from(
    joined.replaceAll(/=([0-9a-f]{2})/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  )
}

/** Bytes above 127 in a header, against the rules but common. */
function bareText(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value)) return value
  const bytes = Buffer.from(value, 'latin1')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return value
    throw error
  }
}
