// Tells whether two jobs failed for the same reason, although each names its own mail, file or number.

/** What differs between two tellings of one reason: quoted names, addresses, paths, and words with a digit in them (ids, counts, times). */
const particulars = /“[^”]*”|"[^"]*"|‘[^’]*’|'[^']*'(?![a-z])|\S+@\S+|\S*[/\\]\S+|[\w-]*\d[\w:-]*(?:[.,]\d[\w:-]*)*/giu

/** The text with all that is particular to one job blanked out: equal results mean the same reason. */
export function normalizeReason(error: string | null): string {
  return (error ?? '').replace(particulars, '…').replace(/\s+/gu, ' ').trim().toLowerCase()
}
