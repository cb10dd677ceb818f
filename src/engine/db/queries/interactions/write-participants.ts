// Keeps who took part in a mail.
import type { Transaction } from '../../database.ts'

/** Somebody in a mail. */
export interface EmailParticipant {
  readonly role: 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc'
  readonly address: string
  /** See `canonicalAddressKey`; empty when there is no address. */
  readonly addressKey: string
  readonly displayName: string
  readonly isSelf: boolean
}

interface ParticipantRow extends Omit<EmailParticipant, 'isSelf'> {
  readonly isSelf: number
}

/** Whether these people are stored for the interaction, in this order. */
export function hasSameParticipants(tx: Transaction, interactionId: number, participants: readonly EmailParticipant[]): boolean {
  const rows = tx
    .prepare<[number], ParticipantRow>(`
      SELECT role, address, address_key AS addressKey, display_name AS displayName, is_self AS isSelf
      FROM interaction_participants WHERE interaction_id = ? ORDER BY position`)
    .all(interactionId)
  return (
    rows.length === participants.length &&
    participants.every((person, index) => {
      const row = rows[index]
      return (
        row !== undefined &&
        row.role === person.role &&
        row.address === person.address &&
        row.addressKey === person.addressKey &&
        row.displayName === person.displayName &&
        (row.isSelf === 1) === person.isSelf
      )
    })
  )
}

/** Replaces the people of an interaction. Links to contacts are made anew by the contacts stage. */
export function writeParticipants(tx: Transaction, interactionId: number, participants: readonly EmailParticipant[]): void {
  tx.prepare<[number]>('DELETE FROM interaction_participants WHERE interaction_id = ?').run(interactionId)
  const insert = tx.prepare<[number, number, string, string, string, string, number]>(`
    INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, display_name, is_self) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  participants.forEach((person, position) => {
    insert.run(interactionId, position, person.role, person.address, person.addressKey, person.displayName, person.isSelf ? 1 : 0)
  })
}
