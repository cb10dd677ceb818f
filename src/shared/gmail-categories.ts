// What Gmail's categories are called, by Gmail and by us.

/** A category that Gmail sorts mail into by itself. */
export interface GmailCategory {
  /** Its label's id. */
  readonly id: string
  /** In Gmail's search language, in a command, and in the middle of a sentence. */
  readonly word: string
  /** As the name of a label. */
  readonly name: string
}

/** All but the primary one, in the order in which people are asked about them: https://support.google.com/mail/answer/3094499. */
export const gmailCategories: readonly GmailCategory[] = [
  { id: 'CATEGORY_PROMOTIONS', word: 'promotions', name: 'Promotions' },
  { id: 'CATEGORY_SOCIAL', word: 'social', name: 'Social' },
  { id: 'CATEGORY_UPDATES', word: 'updates', name: 'Updates' },
  { id: 'CATEGORY_FORUMS', word: 'forums', name: 'Forums' },
]

const wordsById = new Map(gmailCategories.map(({ id, word }) => [id, word]))

/** A category's word by its label's id; null for every other label. */
export function gmailCategoryWord(labelId: string): string | null {
  return wordsById.get(labelId) ?? null
}
