// Says what one interaction means for each person in it; everything known about a contact adds up from these.
import type { InteractionKind } from '../../shared/views/timeline.ts'

/** Strongest first: of several roles of one contact in one interaction, the first that fits counts. */
export const relations = ['sent', 'met', 'received', 'bulk', 'invited', 'copied', 'crowd'] as const
/**
 * `sent`: the owner wrote to them; `met`: a meeting that the owner accepted or organized; `received`: they wrote to the owner;
 * `bulk`: the same by a list or a machine; `invited`: a meeting that the owner has not answered; `copied`: beside the owner among
 * the recipients, or declined; `crowd`: together with more than {@link crowdSize} others, which is co-presence and no contact.
 */
export type Relation = (typeof relations)[number]

/** With more people than this on the other side, being in the same message or meeting says nothing. */
export const crowdSize = 25

/** A participant, as far as relations depend on it. */
export interface RelationParticipant {
  readonly position: number
  readonly role: 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc' | 'organizer' | 'attendee'
  readonly addressKey: string
  readonly response: string | null
  /** One of the owner's own addresses. */
  readonly isSelf: boolean
}

/** An interaction, as far as relations depend on it. */
export interface RelationInteraction {
  readonly kind: InteractionKind
  readonly isBulk: boolean
  readonly participants: readonly RelationParticipant[]
}

/**
 * The relation of each counterpart, by address key. The owner is left out, and so are addresses that only carry answers or bounces
 * (`Reply-To`, `Sender`): machines make a new one for every message.
 */
export function relateParticipants(interaction: RelationInteraction): Map<string, Relation> {
  const people = interaction.participants.filter(
    (participant) => participant.role !== 'reply_to' && participant.role !== 'sender',
  )
  const counterparts = people.filter((participant) => !participant.isSelf)
  const crowd =
    new Set(counterparts.map((participant) => participant.addressKey || `position ${participant.position}`)).size > crowdSize
  const relate = interaction.kind === 'email' ? relateMail(interaction, people) : relateMeeting(people)
  const related = new Map<string, Relation>()
  for (const participant of counterparts) {
    if (participant.addressKey === '') continue
    const relation = crowd ? 'crowd' : relate(participant)
    const known = related.get(participant.addressKey)
    if (known === undefined || isStronger(relation, known)) related.set(participant.addressKey, relation)
  }
  return related
}

/** Whether the first relation says more than the second. */
export function isStronger(relation: Relation, other: Relation): boolean {
  return relations.indexOf(relation) < relations.indexOf(other)
}

function relateMail(
  interaction: RelationInteraction,
  people: readonly RelationParticipant[],
): (participant: RelationParticipant) => Relation {
  const isOutbound = people.some((participant) => participant.role === 'from' && participant.isSelf)
  return (participant) => {
    if (isOutbound) return 'sent'
    if (participant.role !== 'from') return 'copied'
    return interaction.isBulk ? 'bulk' : 'received'
  }
}

function relateMeeting(people: readonly RelationParticipant[]): (participant: RelationParticipant) => Relation {
  const own = people.filter((participant) => participant.isSelf)
  const isHeld = own.some((participant) => participant.role === 'organizer' || participant.response === 'accepted')
  const isDeclined = own.some((participant) => participant.response === 'declined')
  return (participant) => {
    if (participant.response === 'declined') return 'copied'
    if (isHeld) return 'met'
    if (isDeclined) return 'copied'
    // In a calendar file the owner is often not listed: every guest is then as good as the organizer.
    return own.length === 0 || participant.role === 'organizer' ? 'invited' : 'copied'
  }
}
