// Remembers, within one transaction, whom addresses and names belong to: the same few people are in most messages of a batch.
import type { Transaction } from '../db/database.ts'
import { findContactByAddress, type KnownAddress } from '../db/queries/people/find-contact.ts'
import { listIdentitiesOfKind, type StoredIdentity } from '../db/queries/people/list-identities.ts'
import { cleanPersonName } from './person-name.ts'

/** What has been looked up in the running transaction. Not to be kept beyond it, nor over a savepoint that was rolled back. */
export class PeopleMemory {
  readonly #addresses = new Map<string, KnownAddress>()
  readonly #names = new Map<number, StoredIdentity[]>()
  readonly #cleanNames = new Map<string, string | null>()

  /** The owner of an address, or null. */
  findContact(tx: Transaction, addressKey: string): KnownAddress | null {
    const remembered = this.#addresses.get(addressKey)
    if (remembered) return remembered
    const known = findContactByAddress(tx, addressKey)
    if (known) this.#addresses.set(addressKey, known)
    return known
  }

  /** The names of a contact. */
  listNames(tx: Transaction, contactId: number): readonly StoredIdentity[] {
    const remembered = this.#names.get(contactId)
    if (remembered) return remembered
    const names = listIdentitiesOfKind(tx, contactId, 'name')
    this.#names.set(contactId, names)
    return names
  }

  /** {@link cleanPersonName}, once for each spelling. */
  cleanName(displayName: string): string | null {
    const remembered = this.#cleanNames.get(displayName)
    if (remembered !== undefined) return remembered
    const name = cleanPersonName(displayName)
    this.#cleanNames.set(displayName, name)
    return name
  }

  /** To be told after an identity of a contact was written. */
  forgetContact(contactId: number, addressKey: string): void {
    this.#names.delete(contactId)
    this.#addresses.delete(addressKey)
  }

  /** To be told after anything larger has changed, and after a rollback. */
  forgetAll(): void {
    this.#addresses.clear()
    this.#names.clear()
  }
}
