// The policy of who is a contact: one table from what is known of somebody to where they are shown, and why.
import type { ContactStatus } from '../../shared/views/people.ts'
import type { AddressNature } from './address-nature.ts'

/** What is known of a contact. It only depends on what there is, never on the order in which it came. */
export interface ContactEvidence {
  readonly isSelf: boolean
  readonly hasCard: boolean
  /** Messages of the owner to them. */
  readonly sentCount: number
  /** Messages of theirs, written by hand. */
  readonly hasReceived: boolean
  /** Messages of theirs by a list or a machine, and the header that told, if any. */
  readonly hasBulk: boolean
  readonly bulkReason: string | null
  readonly hasMet: boolean
  readonly isInvited: boolean
  readonly isCopied: boolean
  readonly isInCrowd: boolean
  /** Of the address that is judged; `person` when there is none. */
  readonly nature: AddressNature
}

/** Where a contact is shown and, if hidden, why (a sentence for a person). */
export interface StatusDecision {
  readonly status: Extract<ContactStatus, 'active' | 'suggested' | 'hidden'>
  readonly hiddenReason: string | null
}

/**
 * First rule that fits wins: the owner; a card; two-way correspondence (it outranks every filter); addresses that are no person's;
 * a meeting that took part; anything one-way; newsletters; mere co-presence.
 */
export function decideStatus(evidence: ContactEvidence): StatusDecision {
  if (evidence.isSelf) return hidden('This is you.')
  if (evidence.hasCard) return active
  const isBothWays = evidence.sentCount > 0 && (evidence.hasReceived || evidence.hasBulk)
  if (isBothWays) return active
  if (evidence.nature === 'resource') return hidden('A room, a resource or a calendar.')
  if (evidence.nature === 'automatic') return hidden('An automatic sender that takes no answers.')
  if (evidence.nature === 'role') return hidden('A shared or role address, and you have not written to each other.')
  if (evidence.hasMet) return active
  if (evidence.sentCount > 0 || evidence.hasReceived || evidence.isInvited) return { status: 'suggested', hiddenReason: null }
  if (evidence.hasBulk)
    return hidden(
      evidence.bulkReason ? `Only newsletters or automatic mail: ${evidence.bulkReason}.` : 'Only newsletters or automatic mail.',
    )
  if (evidence.isCopied) return hidden('Only seen among the other people of messages or meetings.')
  if (evidence.isInCrowd) return hidden('Only seen in groups of more than 25 people.')
  return hidden('Nothing is left of what they took part in.')
}

const active: StatusDecision = { status: 'active', hiddenReason: null }

function hidden(reason: string): StatusDecision {
  return { status: 'hidden', hiddenReason: reason }
}
