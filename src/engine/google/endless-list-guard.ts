// Ends a list whose pages lead in a circle, so that a fault of a server cannot keep a job running for ever.
import { GoogleRequestError } from './google-request-error.ts'

/** An (empty) page may lead to itself a few times. */
const allowedRepeats = 5

/** Watches the page tokens of one list. */
export class EndlessListGuard {
  readonly #purpose: string
  #repeats = 0
  #restarts = 0

  constructor(purpose: string) {
    this.#purpose = purpose
  }

  /** @throws {GoogleRequestError} (transient) when the same page came too often */
  check(pageToken: string | null, nextPageToken: string | null): void {
    this.#repeats = nextPageToken !== null && nextPageToken === pageToken ? this.#repeats + 1 : 0
    if (this.#repeats <= allowedRepeats) return
    throw new GoogleRequestError(
      { kind: 'transient' },
      200,
      this.#purpose,
      `Google gave the same page again and again while ${this.#purpose}.`,
    )
  }
  /**
   * Notes that the list is begun anew, because Google does not know the page any more that it gave out.
   * @throws {GoogleRequestError} (transient) the second time: the next run begins anew as well, and a list that is refused every time ends
   */
  restart(): void {
    this.#restarts += 1
    if (this.#restarts <= 1) return
    throw new GoogleRequestError(
      { kind: 'transient' },
      null,
      this.#purpose,
      `Google refused the page that it had named itself while ${this.#purpose}.`,
    )
  }
}
