// Turns bytes into text by the charset a mail claims, and by what the bytes say when the claim cannot be true.
import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

/** Labels that mails use and the WHATWG encoding standard (https://encoding.spec.whatwg.org/#names-and-labels) does not know. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['utf', 'utf-8'],
  ['utf7', 'utf-8'],
  ['utf8mb4', 'utf-8'],
  ['unicode11utf8', 'utf-8'],
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['iso2022jp1', 'iso-2022-jp'],
  ['iso2022jp2', 'iso-2022-jp'],
  ['iso2022jpms', 'iso-2022-jp'],
  ['cp936', 'gbk'],
  ['ms936', 'gbk'],
  ['hz', 'gbk'],
  ['cp949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp950', 'big5'],
  ['ms950', 'big5'],
  ['chinesebig5', 'big5'],
  ['tis620', 'windows-874'],
  ['cp874', 'windows-874'],
  ['koi8', 'koi8-r'],
  ['iso88598e', 'iso-8859-8'],
])

/** Charsets of one byte a character: in them, text that happens to be valid UTF-8 is UTF-8 with a wrong label. */
const singleByte = /^(?:windows-|iso-8859-|koi8|macintosh|x-mac|ibm866|x-user-defined)/
const decoders = new Map<string, TextDecoder | null>()

/** Decodes with the named charset; an unknown or missing one means UTF-8 if the bytes are that, else windows-1252. Never throws. */
export function decodeCharset(bytes: Buffer, label: string | null | undefined): string {
  const decoder = findDecoder(label ?? '')
  if (isAscii(bytes) && decoder?.encoding !== 'iso-2022-jp' && !decoder?.encoding.startsWith('utf-16')) {
    return bytes.toString('latin1')
  }
  if ((!decoder || decoder.encoding === 'utf-8' || singleByte.test(decoder.encoding)) && isUtf8(bytes)) {
    return withoutByteOrderMark(bytes.toString('utf8'))
  }
  // A claim of UTF-8 that is not true is mostly western mail: better a wrong dash than a row of replacement characters.
  // Broken at a cut or by a single bad byte it is still UTF-8.
  if (decoder?.encoding === 'utf-8') {
    const text = decoder.decode(bytes)
    return mostlyReplaced(text) ? windows1252(bytes) : text
  }
  return decoder ? decoder.decode(bytes) : windows1252(bytes)
}

function windows1252(bytes: Buffer): string {
  return findDecoder('windows-1252')?.decode(bytes) ?? bytes.toString('latin1')
}

function findDecoder(label: string): TextDecoder | null {
  const known = decoders.get(label)
  if (known !== undefined) return known
  const plain = label.trim().toLowerCase()
  const bare = plain.replace(/^x-|[^a-z0-9]/g, '')
  const decoder =
    tryDecoder(plain) ??
    tryDecoder(aliases.get(bare) ?? '') ??
    tryDecoder(plain.replace(/^x-/, '')) ??
    tryDecoder(plain.replaceAll('_', '-')) ??
    tryDecoder(bare.replace(/^cp(\d+)$/, 'windows-$1'))
  // Labels come from the mail: only a bounded number of them is remembered.
  if (decoders.size < 500) decoders.set(label, decoder)
  return decoder
}

function tryDecoder(label: string): TextDecoder | null {
  if (label === '') return null
  try {
    return new TextDecoder(label)
  } catch {
    // Not a label of the encoding standard: the caller has other ideas.
    return null
  }
}

function mostlyReplaced(text: string): boolean {
  let replaced = 0
  let foreign = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) replaced++
    else if (code > 0x7f) foreign++
  }
  return replaced > foreign
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
