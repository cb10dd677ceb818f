// Says mail labels as a person would: Gmail's own ones are shouted codes.

/** What a mail's labels are called. Gmail's ids of labels that a person made tell nobody anything: they are left out. */
export function shownLabels(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => !/^Label_\d+$/.test(label)).map(labelWords)
}

/** "INBOX" is "Inbox", "CATEGORY_UPDATES" is "Updates"; labels that a person made stay as they are. */
function labelWords(label: string): string {
  if (!/^[A-Z_]+$/.test(label)) return label
  const word = label
    .replace(/^CATEGORY_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
  return word.charAt(0).toUpperCase() + word.slice(1)
}
