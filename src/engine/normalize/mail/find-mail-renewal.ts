// Tells when mails have to be read anew while nothing has changed at their source: the program has.
import type { Database } from '../../db/database.ts'
import { hasMails, readMailsVersion } from '../../db/queries/interactions/mails-read.ts'

/** Raised whenever the same stored mails make other rows: after an update of the program they are then read anew. */
export const mailsVersion = 1

/** What is to be remembered, and whether mails are to be rebuilt in the same transaction. */
export interface MailRenewal {
  readonly version: number
  readonly isDue: boolean
}

/** Null when all is as it should be. To be asked when the engine starts, and daily. */
export function findMailRenewal(db: Database): MailRenewal | null {
  if (readMailsVersion(db) === mailsVersion) return null
  return { version: mailsVersion, isDue: hasMails(db) }
}
