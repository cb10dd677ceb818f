// Makes a name that can be shown out of what mail programs and calendars put into a name field.

/** Longest name that is kept, in UTF-16 units. */
const longestName = 120

/** Words in brackets, or after the last comma, that say something about a mailbox and nothing about the name. */
const suffixPattern = /\s*[([{][^)\]}]*[)\]}]?\s*/g
const viaPattern = /\s+(via|on behalf of)\s+\S.*$/i
const generationPattern = /^(jr|sr|ii|iii|iv|phd|ph\.?d|md|m\.?d|esq|mba|msc|bsc|cpa|dds|llm?)\.?$/i

/**
 * Cleans a display name: quotes, brackets ("(EXT)"), "Doe, Jane", "Jane via List", all capitals.
 * Answers null when nothing is left, or when the name is only an address.
 */
export function cleanPersonName(displayName: string): string | null {
  let name = displayName
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/^[\s'"“”„‚‘’`<«]+|[\s'"“”„‘’`>»,;:]+$/gu, '')
    .trim()
  if (/^\S+@\S+$/.test(name) || /^mailto:/i.test(name)) return null
  name = name
    .replace(suffixPattern, ' ')
    .replace(viaPattern, '')
    .replace(/\s+\S+@\S+$/, '')
    .trim()
  name = swapFamilyName(name)
    .replace(/\s+/g, ' ')
    .replace(/^[\s'"-]+|[\s'",;-]+$/g, '')
  if (!/\p{L}/u.test(name)) return null
  if (isShouted(name))
    name = name
      .toLowerCase()
      .replace(/(^|[\s'’-])(\p{L})/gu, (_match, before: string, letter: string) => before + letter.toUpperCase())
  return Array.from(name).slice(0, longestName).join('')
}

/** "Doe, Jane" becomes "Jane Doe"; "Doe, Jane, PhD" and "Jane Doe, PhD" lose the degree. */
function swapFamilyName(name: string): string {
  const parts = name.split(',').map((part) => part.trim())
  const kept = parts.filter((part, index) => part !== '' && (index === 0 || !generationPattern.test(part)))
  const [family, given, ...rest] = kept
  if (family === undefined || given === undefined || rest.length > 0) return kept.join(', ')
  // Three words and more on both sides are a company or a list of names, not one name.
  return family.split(/\s+/).length <= 3 && given.split(/\s+/).length <= 3 ? `${given} ${family}` : name
}

/** Two words or more, all in one case: typed carelessly, or set by a machine. */
function isShouted(name: string): boolean {
  return (
    name.includes(' ') &&
    /\p{L}{2}/u.test(name) &&
    (name === name.toUpperCase() || name === name.toLowerCase()) &&
    name.toUpperCase() !== name.toLowerCase()
  )
}

/** Lower case, without accents and punctuation, single spaces: what two spellings of one text share. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether a clean name looks like a person's own: two to four words of letters, none of them a department's. */
export function isFullName(name: string): boolean {
  if (/[^\p{L}\p{M}\s.'’-]/u.test(name)) return false
  const words = foldText(name).split(' ')
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every((word) => /^\p{L}+$/u.test(word)) &&
    !words.some((word) => departmentWords.has(word))
  )
}

const departmentWords = new Set(
  'team support service services sales info news newsletter office customer marketing billing alerts notifications reply the department group list account accounts online store shop updates security help desk'.split(
    ' ',
  ),
)

/**
 * Orders two clean names of one address; below zero when `left` is the better one. A total order,
 * so that the chosen name does not depend on which message came first.
 */
export function compareNames(left: string, right: string): number {
  return (
    Number(isFullName(right)) - Number(isFullName(left)) ||
    Math.min(2, countWholeWords(right)) - Math.min(2, countWholeWords(left)) ||
    countAccents(right) - countAccents(left) ||
    left.split(' ').length - right.split(' ').length ||
    right.length - left.length ||
    (left < right ? -1 : left > right ? 1 : 0)
  )
}

function countWholeWords(name: string): number {
  return name.split(' ').filter((word) => word.replace(/[^\p{L}]/gu, '').length > 1).length
}

function countAccents(name: string): number {
  return name.normalize('NFD').length - name.normalize('NFC').length
}
