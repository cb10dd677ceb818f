// Turns the program's own phrases into the beginning of a line.

/** "reading a calendar" as "Reading a calendar". */
export function sentenceCase(phrase: string): string {
  return phrase.charAt(0).toLocaleUpperCase() + phrase.slice(1)
}
