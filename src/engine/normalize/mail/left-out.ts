// The note that takes the place of an attachment's bytes: they stay in the person's own file, the database keeps their size.

const pattern = /^\[OmniCRM left out (\d{1,15}) bytes\]\s*$/
const longestNote = 64

/** The body that stands for one of so many bytes (as decoded). No base64 text can look like it. */
export function leftOutNote(sizeBytes: number): string {
  return `[OmniCRM left out ${sizeBytes} bytes]`
}

/** The size of what a body stands for, or null when it is content itself. */
export function parseLeftOutNote(body: Buffer): number | null {
  if (body.length > longestNote) return null
  const size = pattern.exec(body.toString('latin1'))?.[1]
  return size === undefined ? null : Number(size)
}
