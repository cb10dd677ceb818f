// Joins the folded lines of a vCard, in time that grows with the text and not with its square: a card may come from anybody.

/** The lines of a card: those that begin with a blank go on with the one before, and in quoted-printable so does what follows a "=". */
export function unfoldCard(text: string): string[] {
  const lines: FoldedLine[] = []
  for (const row of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const last = lines.at(-1)
    if (last?.isBroken === true) last.mend(row.replace(/^[ \t]/, ''))
    else if (last !== undefined && /^[ \t]/.test(row)) last.append(row.slice(1))
    else lines.push(new FoldedLine(row))
  }
  return lines.map((line) => line.text)
}

/** One line in the making. Its parts are joined once: looking at the whole anew with every part would cost the square of its length. */
class FoldedLine {
  /** None is empty. */
  readonly #parts: string[] = []
  /** Whether its value is quoted-printable; unknown until there is a colon. */
  #isQuoted: boolean | null = null

  constructor(row: string) {
    this.append(row)
  }

  get text(): string {
    return this.#parts.join('')
  }

  /** Whether it ends in the "=" by which quoted-printable breaks a line. */
  get isBroken(): boolean {
    return this.#isQuoted === true && this.#parts.at(-1)?.endsWith('=') === true
  }

  /** Goes on after such a "=", which goes. */
  mend(part: string): void {
    const broken = this.#parts.pop()
    if (broken !== undefined) this.append(broken.slice(0, -1))
    this.append(part)
  }

  append(part: string): void {
    if (part === '') return
    this.#parts.push(part)
    if (this.#isQuoted !== null || !part.includes(':')) return
    const [head = ''] = this.text.split(':', 1)
    this.#isQuoted = /ENCODING=QUOTED-PRINTABLE/i.test(head)
  }
}
