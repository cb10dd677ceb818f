// What is shown of a title, also where there is none.

/** The title itself, or words that say that it is missing; nobody comes without a name. */
export function titleWords(title: string, kind: 'email' | 'meeting' | 'person'): string {
  if (title !== '' || kind === 'person') return title
  return kind === 'meeting' ? '(no title)' : '(no subject)'
}
