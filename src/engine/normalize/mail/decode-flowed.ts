// Joins the lines of format=flowed text (RFC 3676) in time linear in its length: a popular parser hangs on 2 MB of it.

/** Unfolds flowed text; quoted lines keep their marks and are joined only with lines quoted as deeply. */
export function decodeFlowed(text: string, deleteSpace: boolean): string {
  const paragraphs: string[] = []
  let pieces: string[] = []
  let depth = 0
  let isFlowing = false
  const flush = (): void => {
    if (pieces.length > 0) paragraphs.push((depth > 0 ? `${'>'.repeat(depth)} ` : '') + pieces.join(''))
    pieces = []
  }
  for (const line of text.split(/\r?\n/)) {
    const marks = /^>*/.exec(line)?.[0].length ?? 0
    let content = line.slice(marks)
    if (content.startsWith(' ')) content = content.slice(1)
    if (!isFlowing || marks !== depth || content === '-- ') flush()
    depth = marks
    isFlowing = content.endsWith(' ') && content !== '-- '
    pieces.push(isFlowing && deleteSpace ? content.slice(0, -1) : content)
    if (!isFlowing) flush()
  }
  flush()
  return paragraphs.join('\n')
}
