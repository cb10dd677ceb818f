// Collects the lines of a text the way a browser would show them: white space collapsed, one empty line between paragraphs.

/** What browsers show as nothing, and newsletters fill their preview with. */
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]|\u034f/g
const maxQuoteMarks = 20

/** Writes text, line and paragraph ends; lines inside quotes get their `>` marks. */
export class PlainTextWriter {
  quoteDepth = 0
  /** Characters of finished lines. */
  length = 0
  readonly #lines: string[] = []
  #line = ''
  #wantsSpace = false

  /** Text whose white space means one blank at most. */
  text(content: string): void {
    const collapsed = content.replace(/[ \t\r\n\f\u00a0]+/g, ' ').replace(invisible, '')
    const words = collapsed.trim()
    if (words === '') {
      this.#wantsSpace ||= collapsed !== ''
      return
    }
    if ((this.#wantsSpace || collapsed.startsWith(' ')) && this.#line !== '' && !this.#line.endsWith(' ')) this.#line += ' '
    this.#line += words
    this.#wantsSpace = collapsed.endsWith(' ')
  }

  /** Text as it is, within a line. */
  literal(content: string): void {
    this.#line += content
    this.#wantsSpace = false
  }

  /** A line of its own, blanks at its end kept. */
  literalLine(content: string): void {
    this.endLine(false)
    this.#push(content)
  }

  /** Text whose line breaks count. */
  preformatted(content: string): void {
    const [first = '', ...rest] = content.split(/\r?\n/)
    this.#line += first
    for (const line of rest) {
      this.endLine(true)
      this.#line = line
    }
  }

  /** A blank, if a word follows. */
  space(): void {
    this.#wantsSpace = true
  }

  /** Ends the line; an empty one is kept only where the author broke it. */
  endLine(keepEmpty: boolean): void {
    if (this.#line !== '' || keepEmpty) this.#push(this.#line.trimEnd())
    this.#line = ''
    this.#wantsSpace = false
  }

  /** Ends the line and leaves an empty one. */
  endParagraph(): void {
    this.endLine(false)
    this.#push('')
  }

  /** All lines so far, without empty ones at the end. */
  finish(): string {
    this.endLine(false)
    while (this.#lines.length > 0 && isBlank(this.#lines.at(-1))) this.#lines.pop()
    return this.#lines.join('\n')
  }

  #push(line: string): void {
    if (line.trim() === '' && (this.#lines.length === 0 || isBlank(this.#lines.at(-1)))) return
    const marked = this.quoteDepth > 0 ? `${'>'.repeat(Math.min(this.quoteDepth, maxQuoteMarks))} ${line}`.trimEnd() : line
    this.#lines.push(marked)
    this.length += marked.length + 1
  }
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || /^[> ]*$/.test(line)
}
