// Words the question whether somebody is a contact, with the very messages that raise it.
import type { Database } from '../db/database.ts'
import { countRelation, type EvidenceRow, listEvidence } from '../db/queries/people/list-evidence.ts'
import type { ContactState } from '../db/queries/people/read-contact-evidence.ts'
import type { Evidence, NewSuggestion } from '../db/queries/people/write-suggestion.ts'
import { isFullName } from './person-name.ts'

/** So many messages and meetings are named. */
const mostEvidence = 3

/** Beyond this, how often somebody wrote is only "over …". */
const mostCounted = 99

/** Makes the suggestion to take a contact in. Equal rows make an equal suggestion. */
export function suggestContact(db: Database, contact: ContactState, addressKey: string): NewSuggestion {
  // The stored count holds automatic mail as well.
  const received = contact.hasBulk ? countRelation(db, contact.id, 'received', mostCounted + 1) : contact.receivedCount
  const invited = received === 0 && contact.sentCount === 0 ? countRelation(db, contact.id, 'invited', mostCounted + 1) : 0
  const strongest = received > 0 ? 'received' : contact.sentCount > 0 ? 'sent' : 'invited'
  return {
    kind: 'new_contact',
    suggestionKey: `contact:${addressKey}`,
    contactId: contact.id,
    otherContactId: null,
    reason: explain(received, contact.sentCount, invited),
    confidence: rateConfidence(received + contact.sentCount + invited, contact.displayName),
    evidence: listEvidence(db, contact.id, strongest, mostEvidence).map(toEvidence),
  }
}

/** An interaction as evidence: what it was called, and which way it went. */
export function toEvidence(row: EvidenceRow): Evidence {
  const title = row.title === '' ? '(no subject)' : row.title
  return { interactionId: row.interactionId, text: `${evidenceVerbs[row.relation]}: ${title}`, occurredAtMs: row.occurredAtMs }
}

const evidenceVerbs: Record<EvidenceRow['relation'], string> = {
  sent: 'You wrote',
  received: 'They wrote',
  met: 'Meeting',
  bulk: 'Automatic mail',
  invited: 'Invitation',
  copied: 'Both were addressed',
  crowd: 'In a large group',
}

function explain(received: number, sent: number, invited: number): string {
  if (received > 0) return `They wrote to you ${times(received)}, and you have not written to them.`
  if (sent > 0) return `You wrote to them ${times(sent)}, and they have not written back.`
  return `They were in ${invited === 1 ? 'a meeting' : `${atMost(invited)} meetings`} that you have not accepted.`
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${atMost(count)} times`
}

function atMost(count: number): string {
  return count > mostCounted ? `over ${mostCounted}` : String(count)
}

/** 0.5 for one message, up to 0.8 for several; a full name adds a tenth. */
function rateConfidence(count: number, displayName: string): number {
  return Math.round((0.5 + 0.1 * Math.min(3, count - 1) + (isFullName(displayName) ? 0.1 : 0)) * 100) / 100
}
