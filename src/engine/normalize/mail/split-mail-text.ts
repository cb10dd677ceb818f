// Separates what somebody wrote from what they quoted and how they signed; nothing is thrown away.
import { findQuoteHeader, isRule } from './quote-headers.ts'
import { findSignature, isTagline } from './signature-rules.ts'

/** The parts of a mail's text. */
export interface MailText {
  readonly written: string
  /** Quoted lines with the lines that introduce them. */
  readonly quoted: string | null
  readonly signature: string | null
}

/** A text with more lines than this is a log or a data set: only its first part is looked at line by line. */
const maxLines = 20_000

/** Lines between two places to pause: of the worst kind they take a millisecond or two. */
const linesAtOnce = 200

/** Splits a text in time linear in its length, pausing at each `yield`. Never throws. */
export function* splitMailText(text: string): Generator<undefined, MailText> {
  const all = text.replaceAll('\r\n', '\n').split('\n')
  const lines = all.slice(0, maxLines)
  const isQuoted = yield* markQuoted(lines)
  yield
  const own = lines.filter((_, index) => isQuoted[index] !== true)
  const quoted = lines.filter((_, index) => isQuoted[index] === true)
  const signatureStart = findSignature(own)
  yield
  const written = trimLines([...own.slice(0, signatureStart), ...all.slice(maxLines)])
  const signature = trimLines(own.slice(signatureStart))
  const quotedText = trimLines(quoted)
  if (written === '' && quotedText === '') return { written: signature, quoted: null, signature: null }
  return { written, quoted: quotedText === '' ? null : quotedText, signature: signature === '' ? null : signature }
}

/** For each line, whether it is quoted or introduces a quote. */
function* markQuoted(lines: readonly string[]): Generator<undefined, boolean[]> {
  const isQuoted: boolean[] = Array.from({ length: lines.length }, () => false)
  let pauseAt = linesAtOnce
  for (let at = 0; at < lines.length;) {
    if (at >= pauseAt) {
      pauseAt = at + linesAtOnce
      yield
    }
    if (isMarked(lines[at])) {
      at = markBlock(lines, at, isQuoted)
      continue
    }
    const header = findQuoteHeader(lines, at)
    if (header === null) {
      if (isTagline(lines[at] ?? '') && endsTheMail(lines, at)) {
        // Phones answer on top and quote without a mark: what follows their line is not the sender's.
        isQuoted.fill(true, at + 1)
        break
      }
      at++
      continue
    }
    const after = at + header.lineCount
    const next = nextFilledLine(lines, after)
    if (header.kind === 'separator' || (next < lines.length && !isMarked(lines[next]))) {
      // Bottom-posted answers below an unmarked quote cannot be told from it: the whole rest counts as quoted.
      isQuoted.fill(true, withRuleAbove(lines, at))
      break
    }
    isQuoted.fill(true, at, after)
    at = after
  }
  return isQuoted
}

/** Marks a run of `>` lines, with the ends of lines that a program has wrapped; answers where it ends. */
function markBlock(lines: readonly string[], from: number, isQuoted: boolean[]): number {
  let at = from
  while (at < lines.length) {
    const previous = lines[at - 1] ?? ''
    const isWrapped =
      at > from && (lines[at] ?? '').trim() !== '' && isMarked(previous) && previous.length > 55 && isMarked(lines[at + 1])
    if (!isMarked(lines[at]) && !isWrapped) break
    isQuoted[at] = true
    at++
  }
  return at
}

/** A line such as `Sent from my iPhone` ends what was written when an empty line and only plain text follow. */
function endsTheMail(lines: readonly string[], at: number): boolean {
  if ((lines[at + 1] ?? '').trim() !== '' || (at > 0 && (lines[at - 1] ?? '').trim() !== '')) return false
  const next = nextFilledLine(lines, at + 1)
  if (next >= lines.length) return false
  for (let index = next; index < Math.min(lines.length, next + 30); index++) {
    if (isMarked(lines[index]) || isRule(lines[index] ?? '') || findQuoteHeader(lines, index) !== null) return false
  }
  return true
}

/** The rule and the empty lines directly above a quote header belong to it. */
function withRuleAbove(lines: readonly string[], at: number): number {
  let from = at
  while (from > 0 && (lines[from - 1] ?? '').trim() === '') from--
  return from > 0 && isRule(lines[from - 1] ?? '') ? from - 1 : at
}

function isMarked(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}>/.test(line)
}

function nextFilledLine(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && (lines[at] ?? '').trim() === '') at++
  return at
}

function trimLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .replace(/\n(?:[ \t]*\n){2,}/g, '\n\n')
}
