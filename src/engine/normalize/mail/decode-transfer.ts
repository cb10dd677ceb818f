// Undoes the transfer encodings of RFC 2045, reading no more of a part than will be used.

const equals = 0x3d
const newline = 0x0a
const carriageReturn = 0x0d

/** Decodes at most about `maxBytes` bytes of a body. Unknown encodings are taken as they are. Never throws. */
export function decodeTransfer(body: Buffer, encoding: string, maxBytes: number): Buffer {
  switch (encoding) {
    case 'base64':
      // Four characters make three bytes; line ends come on top.
      return Buffer.from(body.toString('latin1', 0, Math.ceil(maxBytes * 1.42) + 4), 'base64').subarray(0, maxBytes)
    case 'quoted-printable':
      return decodeQuotedPrintable(body.subarray(0, maxBytes * 3)).subarray(0, maxBytes)
    default:
      return body.subarray(0, maxBytes)
  }
}

/** How many bytes a body has once decoded, told from its length and that of its lines: nothing is decoded. */
export function decodedSize(body: Buffer, encoding: string): number {
  if (encoding !== 'base64') return body.length
  const firstEnd = body.indexOf(newline)
  if (firstEnd < 1) return Math.floor((body.length * 3) / 4)
  const lineEnd = body[firstEnd - 1] === carriageReturn ? 2 : 1
  const characters = body.length - Math.floor(body.length / (firstEnd + 1)) * lineEnd
  let padding = 0
  for (let at = body.length - 1; at >= 0 && padding < 3; at--) {
    if (body[at] === equals) padding++
    else if (body[at] !== newline && body[at] !== carriageReturn) break
  }
  return Math.max(0, Math.floor((characters * 3) / 4) - padding)
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  let at = 0
  while (at < body.length) {
    const next = body.indexOf(equals, at)
    const stop = next === -1 ? body.length : next
    length += body.copy(out, length, at, stop)
    if (next === -1) break
    const [high, low] = [hexDigit(body[next + 1]), hexDigit(body[next + 2])]
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      at = next + 3
    } else {
      // A soft line break, perhaps with blanks that a relay added; anything else is an equals sign that was not encoded.
      let after = next + 1
      while (body[after] === 0x20 || body[after] === 0x09) after++
      if (body[after] === carriageReturn) after++
      if (body[after] === newline) at = after + 1
      else {
        out[length++] = equals
        at = next + 1
      }
    }
  }
  return out.subarray(0, length)
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  if (code >= 0x41 && code <= 0x46) return code - 0x37
  if (code >= 0x61 && code <= 0x66) return code - 0x57
  return -1
}
