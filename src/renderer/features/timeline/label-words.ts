// Says mail labels as a person would: Gmail's own ones are shouted codes.

/** "INBOX" is "Inbox", "CATEGORY_UPDATES" is "Updates"; labels that a person made stay as they are. */
export function labelWords(label: string): string {
  if (!/^[A-Z_]+$/.test(label)) return label
  const word = label
    .replace(/^CATEGORY_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
  return word.charAt(0).toUpperCase() + word.slice(1)
}
