// Moves identities from one contact to another, and with them everything that was done under these addresses.
import type { Transaction } from '../db/database.ts'
import { getInteractionForContacts } from '../db/queries/people/list-pending-interactions.ts'
import {
  listSharedInteractions,
  moveIdentities,
  moveRelations,
  recountContact,
  relinkParticipants,
} from '../db/queries/people/move-history.ts'
import { renewRelations } from './relate-interaction.ts'
import type { TouchedContacts } from './touched-contacts.ts'

/**
 * Moves the identities and relinks both histories, so that they are as if the addresses had always belonged to `intoId`.
 * Answers the ids that moved; identities that both have stay. The counts are right afterwards, the summaries are the caller's.
 */
export function moveHistory(tx: Transaction, identityIds: readonly number[], fromId: number, intoId: number): number[] {
  const moved = moveIdentities(tx, identityIds, fromId, intoId)
  relinkParticipants(tx, fromId, intoId)
  moveRelations(tx, fromId, intoId)
  const discarded: TouchedContacts = new Map()
  for (const interactionId of listSharedInteractions(tx, fromId, intoId)) {
    const interaction = getInteractionForContacts(tx, interactionId)
    if (interaction) renewRelations(tx, interaction, discarded)
  }
  recountContact(tx, fromId)
  recountContact(tx, intoId)
  return moved
}
