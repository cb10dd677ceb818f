// Sums up a contact after its history has changed: name, counts, dates, strength, where it is shown, and whether to ask the owner about it.
import type { Transaction } from '../db/database.ts'
import { listIdentities, type StoredIdentity } from '../db/queries/people/list-identities.ts'
import { type ContactState, readContactState, readNewestBulkReason } from '../db/queries/people/read-contact-evidence.ts'
import { updateContactSummary } from '../db/queries/people/update-contact-summary.ts'
import { upsertSuggestion, withdrawContactSuggestion } from '../db/queries/people/write-suggestion.ts'
import { canonicalAddressKey } from './address-key.ts'
import { type AddressNature, judgeAddress } from './address-nature.ts'
import { decideStatus, type StatusDecision } from './contact-status.ts'
import { compareNameIdentities, compareSources } from './record-identity.ts'
import { storedStrength } from './strength.ts'
import { suggestContact } from './suggest-contact.ts'
import type { CountChange, TouchedContacts } from './touched-contacts.ts'

/** Sums up every touched contact. The cost of one does not depend on how much it has been through. */
export function summarizeTouched(tx: Transaction, touched: TouchedContacts, nowMs: number): void {
  for (const [contactId, change] of touched) summarizeContact(tx, contactId, change, nowMs)
}

/**
 * Sums up one contact. Everything follows from stored rows, so the order in which they came does not matter; what depends on `nowMs`
 * is only what divides the past from the future: last interaction, next meeting and strength.
 * A person's decision is never overturned: status and name of a decided contact stay.
 */
export function summarizeContact(tx: Transaction, contactId: number, change: CountChange, nowMs: number): void {
  const state = readContactState(tx, contactId, nowMs)
  if (state === null) return
  const identities = listIdentities(tx, contactId)
  const counts = {
    sentCount: state.sentCount + change.sent,
    receivedCount: state.receivedCount + change.received,
    meetingCount: state.meetingCount + change.meeting,
  }
  const lastInteractionAtMs = state.lastDirectAtMs ?? state.lastBulkAtMs
  const primaryAddress = choosePrimaryAddress(state, identities)
  const displayName = state.isDecided ? state.displayName : (chooseName(identities) ?? primaryAddress ?? state.displayName)
  const decision = keepsStatus(state) ? state : judge(tx, { ...state, ...counts, displayName }, identities)
  updateContactSummary(
    tx,
    contactId,
    {
      ...counts,
      displayName,
      primaryAddress,
      ...fillDetails(state, identities),
      status: decision.status,
      hiddenReason: decision.hiddenReason,
      firstInteractionAtMs: state.firstDirectAtMs ?? state.firstBulkAtMs,
      lastInteractionAtMs,
      nextMeetingAtMs: state.isSelf ? null : state.nextMeetingAtMs,
      strength: storedStrength({
        ...counts,
        meetingCount: counts.meetingCount - state.upcomingMeetingCount,
        lastInteractionAtMs,
      }),
    },
    nowMs,
  )
  if (decision.status === 'suggested' && !state.isDecided) {
    upsertSuggestion(
      tx,
      suggestContact(tx, { ...state, ...counts, displayName }, addressKeyOf(identities, primaryAddress)),
      nowMs,
    )
  } else if (state.status === 'suggested') withdrawContactSuggestion(tx, contactId)
}

/** The best name of a contact, or null when none is known. */
export function chooseName(identities: readonly StoredIdentity[]): string | null {
  return identities.filter((identity) => identity.kind === 'name').toSorted(compareNameIdentities)[0]?.value ?? null
}

/** What a person has decided stays, and who has been merged away or dismissed stays so; only the owner is always the owner. */
function keepsStatus(state: ContactState): boolean {
  return !state.isSelf && (state.isDecided === 1 || state.status === 'merged')
}

function judge(tx: Transaction, state: ContactState, identities: readonly StoredIdentity[]): StatusDecision {
  const isOnlyBulk = state.hasBulk === 1 && state.hasReceived === 0 && state.sentCount === 0
  return decideStatus({
    isSelf: state.isSelf === 1,
    hasCard: state.hasCard === 1,
    sentCount: state.sentCount,
    hasReceived: state.hasReceived === 1,
    hasBulk: state.hasBulk === 1,
    bulkReason: isOnlyBulk ? readNewestBulkReason(tx, state.id) : null,
    hasMet: state.meetingCount > 0,
    isInvited: state.isInvited === 1,
    isCopied: state.isCopied === 1,
    isInCrowd: state.isInCrowd === 1,
    nature: judgeIdentities(identities, state.displayName),
  })
}

/** One address of a person's makes a person. */
function judgeIdentities(identities: readonly StoredIdentity[], displayName: string): AddressNature {
  const natures = identities
    .filter((identity) => identity.kind === 'email')
    .map((identity) => judgeAddress(identity.valueKey, displayName))
  return natures.includes('person') ? 'person' : (natures[0] ?? 'person')
}

/** The present one as long as the contact has it, in its best spelling; else the best known one. */
function choosePrimaryAddress(state: ContactState, identities: readonly StoredIdentity[]): string | null {
  const addresses = identities.filter((identity) => identity.kind === 'email')
  if (addresses.length <= 1) return addresses[0]?.value ?? null
  const presentKey = canonicalAddressKey(state.primaryAddress ?? '')
  const present = addresses.find((address) => address.valueKey === presentKey)
  return (
    (present ?? addresses.toSorted((a, b) => compareSources(a.source, b.source) || (a.valueKey < b.valueKey ? -1 : 1))[0])
      ?.value ?? null
  )
}

function addressKeyOf(identities: readonly StoredIdentity[], primaryAddress: string | null): string {
  return (
    identities.find((identity) => identity.kind === 'email' && identity.value === primaryAddress)?.valueKey ?? `${primaryAddress}`
  )
}

/** Fills organization, title and phone from what was found, the best source and then the newest first. A person's own edit stays. */
function fillDetails(
  state: ContactState,
  identities: readonly StoredIdentity[],
): Pick<ContactState, 'organization' | 'title' | 'phone'> {
  const best = (kind: StoredIdentity['kind']): string | null =>
    identities
      .filter((identity) => identity.kind === kind)
      .toSorted(
        (a, b) =>
          compareSources(a.source, b.source) ||
          (b.foundAtMs ?? 0) - (a.foundAtMs ?? 0) ||
          b.confidence - a.confidence ||
          (a.valueKey < b.valueKey ? -1 : 1),
      )[0]?.value ?? null
  if (state.isDecided) return { organization: state.organization, title: state.title, phone: state.phone ?? best('phone') }
  return { organization: best('organization'), title: best('title'), phone: best('phone') }
}
