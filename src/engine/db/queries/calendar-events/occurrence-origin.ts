// Names what an occurrence on the calendar was made of.

/** Where an occurrence comes from. */
export interface OccurrenceOrigin {
  readonly accountId: string
  readonly calendarId: number
  /** The event, or for an occurrence its series, at the source. */
  readonly externalId: string
  readonly rawEventId: number
}
