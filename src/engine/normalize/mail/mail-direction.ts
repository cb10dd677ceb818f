// Tells which way a mail went, from the addresses that are the owner's.
import type { Direction } from '../../../shared/views/timeline.ts'
import type { MailRole } from './normalized-mail.ts'

/** Somebody in a mail, as far as its direction is concerned. */
export interface DirectionParticipant {
  readonly role: MailRole
  readonly addressKey: string
  readonly isSelf: boolean
}

const recipientRoles: ReadonlySet<MailRole> = new Set(['to', 'cc', 'bcc'])

/**
 * Outbound: from the owner to others; internal: from the owner to the owner alone; inbound: from others, if it reached the owner's mailbox
 * or names them; none: nothing tells.
 */
export function findDirection(
  participants: readonly DirectionParticipant[],
  marks: { readonly labels: readonly string[]; readonly wasDelivered: boolean },
): Direction {
  const recipients = participants.filter(({ role, addressKey }) => recipientRoles.has(role) && addressKey !== '')
  const isFromSelf = marks.labels.includes('SENT') || participants.some(({ role, isSelf }) => role === 'from' && isSelf)
  if (isFromSelf) return recipients.length > 0 && recipients.every(({ isSelf }) => isSelf) ? 'internal' : 'outbound'
  return marks.wasDelivered || recipients.some(({ isSelf }) => isSelf) ? 'inbound' : 'none'
}
