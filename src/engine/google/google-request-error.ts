// The error that every call to Google throws, with the verdict that decides how to go on.
import type { GoogleErrorVerdict } from './classify-google-error.ts'

/** A request that Google refused or that did not get through. The message holds no token, address or content. */
export class GoogleRequestError extends Error {
  readonly verdict: GoogleErrorVerdict
  /** HTTP status, or null when there was no complete answer. */
  readonly status: number | null
  /** What was asked, in plain words: "reading a calendar". */
  readonly purpose: string

  constructor(verdict: GoogleErrorVerdict, status: number | null, purpose: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GoogleRequestError'
    this.verdict = verdict
    this.status = status
    this.purpose = purpose
  }
}
