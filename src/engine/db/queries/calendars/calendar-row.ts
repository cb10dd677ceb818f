// A calendar of an account as a sync needs it.

/** A row of `calendars`. */
export interface CalendarRow {
  readonly id: number
  readonly externalId: string
  readonly name: string
  readonly color: string
  readonly timeZone: string | null
  /** Google's role, like `owner` or `reader`; null when the calendar was not in the last list. */
  readonly accessRole: string | null
  readonly isPrimary: boolean
  /** What a person wants; nothing else changes it. */
  readonly isEnabled: boolean
  /** Why the sync cannot read it, in plain words: one with a note is not read. */
  readonly note: string | null
}
