// Makes the line that stands for a mail in a list.

const maxSnippetLength = 200

/** The beginning of a text on one line, cut at a word and marked with an ellipsis where it goes on. */
export function makeSnippet(text: string): string {
  const line = text
    .slice(0, maxSnippetLength * 10)
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= maxSnippetLength) return line
  const cut = line.slice(0, maxSnippetLength)
  const space = cut.lastIndexOf(' ')
  // A cut in the middle of a surrogate pair would leave half a character.
  return `${cut
    .slice(0, space > maxSnippetLength / 2 ? space : maxSnippetLength)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}
