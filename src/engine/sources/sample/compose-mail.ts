// Writes mail sources (RFC 5322 and MIME) the way different programs do: charsets, transfer encodings, parts.

/** A file that hangs on a mail. */
export interface MailFile {
  readonly name: string
  readonly mimeType: string
  readonly content: Uint8Array
}

/** A mail before it becomes bytes. */
export interface MailDraft {
  /** In order. Values are Unicode and get encoded; `null` leaves a header out. */
  readonly headers: readonly (readonly [name: string, value: string | null])[]
  readonly text: string
  /** Makes the mail multipart/alternative. */
  readonly html?: string
  /** An invitation (iCalendar) as a further alternative. */
  readonly calendar?: string
  readonly files?: readonly MailFile[]
  /** Default utf-8. */
  readonly charset?: 'utf-8' | 'iso-8859-1' | 'windows-1252'
  /** format=flowed (RFC 3676), as Thunderbird writes. */
  readonly isFlowed?: boolean
  /** Makes boundaries differ between mails. */
  readonly key: string
}

/** Writes the source of a mail. */
export function composeMail(draft: MailDraft): Uint8Array {
  const charset = draft.charset ?? 'utf-8'
  const inner: string[] = [textPart('plain', draft.text, charset, draft.isFlowed === true)]
  if (draft.html !== undefined) inner.push(textPart('html', draft.html, charset, false))
  if (draft.calendar !== undefined)
    inner.push(
      `Content-Type: text/calendar; charset="UTF-8"; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(draft.calendar, 'utf8'))}`,
    )
  const content = inner.length === 1 ? (inner[0] ?? '') : multipart('alternative', `alt-${draft.key}`, inner)
  const files = draft.files ?? []
  const body = files.length === 0 ? content : multipart('mixed', `mix-${draft.key}`, [content, ...files.map(filePart)])
  const headers = draft.headers
    .filter((header): header is readonly [string, string] => header[1] !== null)
    .map(([name, value]) => `${name}: ${encodeHeader(name, value)}`)
  return Buffer.from(`${headers.join('\r\n')}\r\nMIME-Version: 1.0\r\n${body}`, 'latin1')
}

/** A header's value with RFC 2047 words where it is not plain; in address lists only names are encoded. */
function encodeHeader(name: string, value: string): string {
  if (/^(?:[\u0020-\u007e]|\r\n(?= ))*$/.test(value)) return value
  if (!/^(from|to|cc|bcc|sender|reply-to)$/i.test(name)) return encodeWords(value)
  return value.replaceAll(/("?)([^",<>]*[^\u0020-\u007e][^",<>]*)\1(?=\s*<)/g, (_whole, _quote: string, words: string) => {
    const leading = /^\s*/.exec(words)?.[0] ?? ''
    return `${leading}${encodeWords(words.trim())} `
  })
}

/** Text with lines of at most 72 characters that end in a space where they were broken (RFC 3676). */
function flowLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.length <= 72 || line.startsWith('>')) return line
      const lines: string[] = []
      let current = ''
      for (const word of line.split(' ')) {
        if (current !== '' && current.length + word.length + 1 > 71) {
          lines.push(`${current} `)
          current = word
        } else current = current === '' ? word : `${current} ${word}`
      }
      return [...lines, current].join('\n')
    })
    .join('\n')
}

function textPart(subtype: 'plain' | 'html', text: string, charset: string, isFlowed: boolean): string {
  const wrapped = isFlowed && subtype === 'plain' ? flowLines(text) : text
  const lines = wrapped.replaceAll(/\r?\n/g, '\r\n')
  const bytes = charset === 'utf-8' ? Buffer.from(lines, 'utf8') : westernBytes(lines, charset)
  const type = `Content-Type: text/${subtype}; charset=${charset}${isFlowed && subtype === 'plain' ? '; format=flowed' : ''}`
  const longest = lines.split('\r\n').reduce((most, line) => Math.max(most, line.length), 0)
  let high = 0
  for (const byte of bytes) if (byte > 126) high++
  if (high === 0 && longest < 900) return `${type}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${lines}\r\n`
  if (high > bytes.length / 4) return `${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}`
  return `${type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(bytes)}\r\n`
}

function filePart(file: MailFile): string {
  const name = encodeHeader('name', file.name)
  return `Content-Type: ${file.mimeType}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(file.content)}`
}

function multipart(subtype: string, key: string, parts: readonly string[]): string {
  const boundary = `=_${key.replaceAll(/[^\w-]/g, '.')}_=`
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n')}\r\n--${boundary}--\r\n`
}

function encodeWords(text: string): string {
  const words: string[] = []
  let chunk = ''
  for (const letter of text) {
    if (Buffer.byteLength(chunk + letter, 'utf8') > 42) {
      words.push(chunk)
      chunk = ''
    }
    chunk += letter
  }
  words.push(chunk)
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join('\r\n ')
}

function base64Lines(bytes: Uint8Array): string {
  return `${Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n')}\r\n`
}

const hexOf = Array.from({ length: 256 }, (_unused, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)

function quotedPrintable(bytes: Uint8Array): string {
  let result = ''
  let column = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte === 13 && bytes[index + 1] === 10) {
      result += '\r\n'
      column = 0
      index++
      continue
    }
    const isLineEnd = bytes[index + 1] === 13 || index === bytes.length - 1
    const token =
      (byte > 32 && byte < 127 && byte !== 61) || (byte === 32 && !isLineEnd) ? String.fromCharCode(byte) : (hexOf[byte] ?? '')
    if (column + token.length > 75) {
      result += '=\r\n'
      column = 0
    }
    result += token
    column += token.length
  }
  return result
}

const windowsOnly: Record<string, number> = {
  '€': 0x80,
  '„': 0x84,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
  '™': 0x99,
}
const latinInstead: Record<string, string> = {
  '€': 'EUR',
  '„': '"',
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '™': '(TM)',
}

function westernBytes(text: string, charset: string): Buffer {
  const fitted = text.replaceAll(/[^\u0000-\u00ff]/g, (letter) =>
    charset === 'windows-1252' && windowsOnly[letter] !== undefined
      ? String.fromCharCode(windowsOnly[letter])
      : (latinInstead[letter] ?? '?'),
  )
  return Buffer.from(fitted, 'latin1')
}
