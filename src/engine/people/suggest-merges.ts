// Looks for contacts that are probably the same person, and asks the owner.
import type { Transaction } from '../db/database.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import { hasCard } from '../db/queries/people/link-card.ts'
import { listEvidence } from '../db/queries/people/list-evidence.ts'
import { listIdentities } from '../db/queries/people/list-identities.ts'
import { listContactsWith } from '../db/queries/people/list-merge-candidates.ts'
import { type ContactState, readContactState } from '../db/queries/people/read-contact-evidence.ts'
import { type Evidence, upsertSuggestion, withdrawMergeSuggestion } from '../db/queries/people/write-suggestion.ts'
import { judgeLikeness, type Likeness } from './merge-likeness.ts'
import { toEvidence } from './suggest-contact.ts'

/** Compares a listed contact with all that share a name or a number with it, and makes, renews or withdraws the suggestions. */
export function suggestMerges(tx: Transaction, contactId: number, nowMs: number): void {
  if (!isListed(tx, contactId)) return
  const own = readLikeness(tx, contactId)
  const candidates = new Set([
    ...[...own.names.keys()].flatMap((key) => listContactsWith(tx, 'name', key)),
    ...[...own.phones.keys()].flatMap((key) => listContactsWith(tx, 'phone', key)),
  ])
  candidates.delete(contactId)
  for (const otherId of [...candidates].toSorted((a, b) => a - b)) suggestMerge(tx, contactId, own, otherId, nowMs)
}

function suggestMerge(tx: Transaction, contactId: number, own: Likeness, otherId: number, nowMs: number): void {
  const suggestionKey = `merge:${Math.min(contactId, otherId)}:${Math.max(contactId, otherId)}`
  const judgement = judgeLikeness(own, readLikeness(tx, otherId))
  const one = readContactState(tx, contactId, nowMs)
  const other = readContactState(tx, otherId, nowMs)
  if (!judgement || !one || !other) return withdrawMergeSuggestion(tx, suggestionKey)
  const [survivor, absorbed] = compareStanding(tx, one, other) <= 0 ? [one, other] : [other, one]
  upsertSuggestion(
    tx,
    {
      kind: 'merge',
      suggestionKey,
      contactId: absorbed.id,
      otherContactId: survivor.id,
      ...judgement,
      evidence: [...nameNewest(tx, absorbed), ...nameNewest(tx, survivor)],
    },
    nowMs,
  )
}

function isListed(tx: Transaction, contactId: number): boolean {
  const contact = getContact(tx, contactId)
  return contact !== null && contact.isSelf === 0 && (contact.status === 'active' || contact.status === 'suggested')
}

function readLikeness(tx: Transaction, contactId: number): Likeness {
  const identities = listIdentities(tx, contactId)
  const byKey = (kind: string): Map<string, string> =>
    new Map(identities.filter((identity) => identity.kind === kind).map((identity) => [identity.valueKey, identity.value]))
  return { names: byKey('name'), addressKeys: [...byKey('email').keys()], phones: byKey('phone') }
}

/** Below zero when `left` should survive: a decision, a card, the longer history, the older row. */
function compareStanding(tx: Transaction, left: ContactState, right: ContactState): number {
  const sum = (contact: ContactState): number => contact.sentCount + contact.receivedCount + contact.meetingCount
  return (
    right.isDecided - left.isDecided ||
    Number(hasCard(tx, right.id)) - Number(hasCard(tx, left.id)) ||
    Number(right.status === 'active') - Number(left.status === 'active') ||
    sum(right) - sum(left) ||
    left.id - right.id
  )
}

/** The newest message or meeting with a contact, told with its address. */
function nameNewest(tx: Transaction, contact: ContactState): Evidence[] {
  const newest = (['sent', 'received', 'met', 'invited'] as const)
    .flatMap((relation) => listEvidence(tx, contact.id, relation, 1))
    .toSorted((a, b) => b.occurredAtMs - a.occurredAtMs)[0]
  if (!newest) return []
  const evidence = toEvidence(newest)
  return [{ ...evidence, text: `${contact.primaryAddress ?? contact.displayName} · ${evidence.text}` }]
}
