// What the readers of all kinds of files hand on to the import.

/** One item for `raw_events`. */
export interface ImportItem {
  readonly source: 'file_email' | 'file_event' | 'file_contact'
  readonly container: string
  readonly externalId: string
  readonly contentHash: string
  readonly payload: Buffer
}
