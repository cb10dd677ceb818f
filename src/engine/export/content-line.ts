// Writes lines of iCalendar and vCard (RFC 5545, 3.1; RFC 6350, 3.2): escaped, and folded at 75 bytes.

const longestLineBytes = 75

/** A line of a name with its parameters and a value that is written as it is. */
export function contentLine(name: string, value: string): string {
  let folded = ''
  let bytes = 0
  for (const character of `${name}:${value}`) {
    const size = Buffer.byteLength(character)
    if (bytes + size > longestLineBytes) {
      folded += '\r\n '
      bytes = 1
    }
    folded += character
    bytes += size
  }
  return `${folded}\r\n`
}

/** A text as a value. */
export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
}

/** A text as the value of a parameter: quoted, since it may hold anything but quotes (RFC 6868 writes those as `^'`). */
export function quoteParameter(text: string): string {
  return `"${text.replace(/["\r\n]/g, ' ').trim()}"`
}
