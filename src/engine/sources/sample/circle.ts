// What is said about a circle of people in the sample world: where they work or live, and in which language they write.

/** Languages that people of the sample world write in. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'ja'

/** A place where people work, or a circle of people without one. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly kind: 'own' | 'client' | 'freelance' | 'private'
  readonly domain: string
  readonly address: string
  readonly timeZone: string
  readonly language: Language
}

/** An organisation with its people. */
export interface Circle extends Organisation {
  /** `#` stands for a digit; numbers kept free for fiction where a country has such. */
  readonly phonePattern: string
  /** Name | title | mailbox name (default: first.last) | domain (default: the organisation's). */
  readonly people: readonly string[]
}
