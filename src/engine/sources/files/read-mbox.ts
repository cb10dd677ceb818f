// Reads an mbox file mail by mail, never holding more than one mail and one slice of the file.
import { open } from 'node:fs/promises'
import { maxMailBytes } from '../../normalize/mail/mail-limits.ts'
import { isEnvelopeLine } from './mbox-border.ts'

/** One mail of an mbox. */
export interface MboxMail {
  /** With the separating line above it, without the quoting of `From ` lines; at most {@link maxMailBytes}. */
  readonly bytes: Buffer
  readonly offset: number
  /** Where the next mail begins: reading may go on from here. */
  readonly nextOffset: number
}

/** Bytes read at once. */
const sliceBytes = 256 * 1024
/** Longest separating line that is looked for. */
const maxEnvelopeLength = 400
const newline = 0x0a

/** Yields the mails of the file from `offset` on, which must be 0 or a `nextOffset`. Bytes beyond the size of a mail are passed over. */
export async function* readMbox(path: string, offset: number, signal: AbortSignal): AsyncGenerator<MboxMail> {
  const file = await open(path, 'r')
  try {
    let held: Buffer[] = []
    let heldLength = 0
    let start = offset
    let carry: Buffer = Buffer.alloc(0)
    let position = offset
    let isAtStart = true
    const keep = (bytes: Buffer): void => {
      if (bytes.length === 0 || heldLength >= maxMailBytes) return
      const part = bytes.subarray(0, maxMailBytes - heldLength)
      // A copy: the slice it lies in would otherwise be held as long as the mail.
      held.push(Buffer.from(part))
      heldLength += part.length
    }
    for (;;) {
      signal.throwIfAborted()
      const slice = Buffer.allocUnsafe(sliceBytes)
      const { bytesRead } = await file.read(slice, 0, sliceBytes, position)
      position += bytesRead
      const isEnd = bytesRead === 0
      const chunk = carry.length === 0 ? slice.subarray(0, bytesRead) : Buffer.concat([carry, slice.subarray(0, bytesRead)])
      const chunkOffset = position - chunk.length
      let from = 0
      // A border may lie across two slices: the end of each is looked at again with the next one.
      const limit = isEnd ? chunk.length : Math.max(0, chunk.length - maxEnvelopeLength)
      for (
        let at = findBorder(chunk, 0, limit, isAtStart && start === offset);
        at !== -1;
        at = findBorder(chunk, at + 1, limit, false)
      ) {
        if (chunkOffset + at === start) continue
        keep(chunk.subarray(from, at))
        const bytes = takeMail(held)
        if (bytes.length > 0) yield { bytes, offset: start, nextOffset: chunkOffset + at }
        held = []
        heldLength = 0
        start = chunkOffset + at
        from = at
      }
      isAtStart = false
      keep(chunk.subarray(from, Math.max(from, limit)))
      carry = Buffer.from(chunk.subarray(Math.max(from, limit)))
      if (isEnd) break
    }
    const bytes = takeMail(held)
    if (bytes.length > 0) yield { bytes, offset: start, nextOffset: position }
  } finally {
    await file.close()
  }
}

/** The start of the next separating line at or after `from` and before `limit`: below an empty line, above a header field. */
function findBorder(chunk: Buffer, from: number, limit: number, isStart: boolean): number {
  if (isStart && isBorderAt(chunk, 0)) return 0
  for (
    let at = chunk.indexOf('\nFrom ', Math.max(0, from - 1), 'latin1');
    at !== -1 && at + 1 < limit;
    at = chunk.indexOf('\nFrom ', at + 1, 'latin1')
  ) {
    const isBelowEmptyLine =
      at === 0 || chunk[at - 1] === newline || (chunk[at - 1] === 0x0d && (at === 1 || chunk[at - 2] === newline))
    if (at + 1 >= from && isBelowEmptyLine && isBorderAt(chunk, at + 1)) return at + 1
  }
  return -1
}

function isBorderAt(chunk: Buffer, at: number): boolean {
  const end = chunk.indexOf(newline, at)
  const line = chunk
    .toString('latin1', at, end === -1 ? Math.min(chunk.length, at + maxEnvelopeLength) : Math.min(end, at + maxEnvelopeLength))
    .trimEnd()
  if (!isEnvelopeLine(line)) return false
  if (end === -1 || end + 1 >= chunk.length) return true
  const next = chunk.toString('latin1', end + 1, Math.min(chunk.length, end + 100))
  return /^(?:>?From |[!-9;-~]+[ \t]*:)/.test(next) || !/[\n:]/.test(next)
}

function takeMail(held: readonly Buffer[]): Buffer {
  return unquoteFromLines(trimEnd(held.length === 1 && held[0] ? held[0] : Buffer.concat(held)))
}

/** mboxrd puts one `>` before every line of `>`s and `From `; mboxo only before `From `. Taking one away serves both. */
function unquoteFromLines(mail: Buffer): Buffer {
  let at = mail.indexOf('>From ', 0, 'latin1')
  if (at === -1) return mail
  const pieces: Buffer[] = []
  let from = 0
  for (; at !== -1; at = mail.indexOf('>From ', at + 1, 'latin1')) {
    let lineStart = at
    while (lineStart > 0 && mail[lineStart - 1] === 0x3e) lineStart--
    if (lineStart > 0 && mail[lineStart - 1] === newline) {
      pieces.push(mail.subarray(from, lineStart))
      from = lineStart + 1
    }
  }
  pieces.push(mail.subarray(from))
  return Buffer.concat(pieces)
}

function trimEnd(mail: Buffer): Buffer {
  let end = mail.length
  while (end > 0 && (mail[end - 1] === newline || mail[end - 1] === 0x0d)) end--
  return end === mail.length ? mail : mail.subarray(0, Math.min(mail.length, end + 1))
}
