// Cuts a text into pieces that an embedding model can hold in mind, at paragraphs and sentences where possible.

/** Characters in one piece: about 200 words. */
const pieceLength = 1_000

/** A text is represented by its beginning: what comes later is found by its words. */
const mostPieces = 3

/** The pieces of a title and a text, each led by the title; at least one unless both are empty. */
export function splitText(title: string, text: string): string[] {
  const head = title.trim()
  let rest = text.replace(/\s+/g, ' ').trim()
  if (rest === '') return head === '' ? [] : [head]
  const pieces: string[] = []
  while (rest !== '' && pieces.length < mostPieces) {
    const end = findEnd(rest)
    pieces.push([head, rest.slice(0, end).trim()].filter((part) => part !== '').join('\n'))
    rest = rest.slice(end).trim()
  }
  return pieces
}

function findEnd(text: string): number {
  if (text.length <= pieceLength) return text.length
  const sentence = Math.max(...['. ', '! ', '? ', '。'].map((mark) => text.lastIndexOf(mark, pieceLength) + 1))
  if (sentence > pieceLength / 2) return sentence
  const word = text.lastIndexOf(' ', pieceLength)
  return word > pieceLength / 2 ? word : pieceLength
}
