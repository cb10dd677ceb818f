// Notes what a contact is recognised by, so that the outcome does not depend on which message came first.
import { listIdentitiesOfKind, type StoredIdentity } from '../db/queries/people/list-identities.ts'
import {
  deleteIdentity,
  type IdentityKind,
  type IdentitySource,
  insertIdentity,
  updateIdentity,
} from '../db/queries/people/write-identity.ts'
import type { Transaction } from '../db/database.ts'
import { compareNames, foldText } from './person-name.ts'

/** So many names are kept for one contact: a notification service writes under thousands. */
const mostNames = 5

/** Where an identity was found, best source first. */
const sourceRanks: readonly IdentitySource[] = ['person', 'card', 'email_header', 'calendar', 'signature']

/** Below zero when `left` is the better source. */
export function compareSources(left: IdentitySource, right: IdentitySource): number {
  return sourceRanks.indexOf(left) - sourceRanks.indexOf(right)
}

/** Something seen that may tell who a contact is. */
export interface SeenIdentity {
  readonly value: string
  readonly source: IdentitySource
  readonly interactionId: number | null
  /** 0 to 1. */
  readonly confidence: number
}

/** Notes a clean name beside the present `names` of the contact. Answers whether they have changed. */
export function recordName(
  tx: Transaction,
  contactId: number,
  names: readonly StoredIdentity[],
  seen: SeenIdentity,
  nowMs: number,
): boolean {
  if (names.some((name) => name.value === seen.value && name.source === seen.source && name.confidence >= seen.confidence))
    return false
  const valueKey = foldText(seen.value)
  const same = names.find((name) => name.valueKey === valueKey)
  if (same) return improveName(tx, same, seen)
  const worst = names.toSorted(compareNameIdentities).at(mostNames - 1)
  if (worst && compareNameIdentities(worst, seen) <= 0) return false
  if (worst) deleteIdentity(tx, worst.id)
  return insertIdentity(tx, toNew(contactId, 'name', valueKey, seen), nowMs)
}

/** Orders the names of one contact, best first: how sure, how it looks, where from. A person's own choice is surest of all. */
export function compareNameIdentities(left: NameLike, right: NameLike): number {
  const isPersons = Number(right.source === 'person') - Number(left.source === 'person')
  return (
    isPersons ||
    right.confidence - left.confidence ||
    compareNames(left.value, right.value) ||
    compareSources(left.source, right.source)
  )
}

type NameLike = Pick<StoredIdentity, 'value' | 'source' | 'confidence'>

function improveName(tx: Transaction, known: StoredIdentity, seen: SeenIdentity): boolean {
  if (compareNameIdentities(known, seen) <= 0) return false
  updateIdentity(tx, known.id, {
    value: seen.value,
    source: seen.source,
    confidence: seen.confidence,
    foundInInteractionId: seen.interactionId,
  })
  return true
}

/** Notes a spelling of an address that is known already. Answers whether it was a better one. */
export function improveAddress(
  tx: Transaction,
  known: { identityId: number; value: string; source: string },
  seen: SeenIdentity,
): boolean {
  const source = compareSources(seen.source, known.source as IdentitySource) < 0 ? seen.source : (known.source as IdentitySource)
  const value = compareSpellings(seen.value, known.value) < 0 ? seen.value : known.value
  if (source === known.source && value === known.value) return false
  updateIdentity(tx, known.identityId, { value, source, confidence: 1, foundInInteractionId: seen.interactionId })
  return true
}

/** Orders spellings of one mailbox, best first: without a tag, lower case, with its dots. */
function compareSpellings(left: string, right: string): number {
  return (
    Number(left.includes('+')) - Number(right.includes('+')) ||
    Number(left !== left.toLowerCase()) - Number(right !== right.toLowerCase()) ||
    right.length - left.length ||
    (left < right ? -1 : left > right ? 1 : 0)
  )
}

/** Notes a phone number, link, organization or title; the newest place in which it was found is kept. Answers whether it is new or was found anew. */
export function recordDetail(
  tx: Transaction,
  contactId: number,
  kind: Extract<IdentityKind, 'phone' | 'url' | 'organization' | 'title'>,
  valueKey: string,
  seen: SeenIdentity & { readonly foundAtMs: number | null },
  nowMs: number,
): boolean {
  const known = listIdentitiesOfKind(tx, contactId, kind).find((identity) => identity.valueKey === valueKey)
  if (!known) return insertIdentity(tx, toNew(contactId, kind, valueKey, seen), nowMs)
  const isBetter =
    compareSources(seen.source, known.source) < 0 ||
    (seen.source === known.source && (seen.foundAtMs ?? 0) > (known.foundAtMs ?? 0))
  if (!isBetter) return false
  updateIdentity(tx, known.id, {
    value: compareNames(seen.value, known.value) < 0 ? seen.value : known.value,
    source: seen.source,
    confidence: Math.max(seen.confidence, known.confidence),
    foundInInteractionId: seen.interactionId,
  })
  return true
}

function toNew(contactId: number, kind: IdentityKind, valueKey: string, seen: SeenIdentity) {
  return {
    contactId,
    kind,
    value: seen.value,
    valueKey,
    source: seen.source,
    foundInInteractionId: seen.interactionId,
    confidence: seen.confidence,
  }
}
