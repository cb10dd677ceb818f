// Forgets what is known of people only from certain interactions.
import type { Transaction } from '../../database.ts'

/**
 * Removes the names and details that were found in these interactions, and what was read in the signatures of their senders anywhere; an
 * address that stays in use goes back to how another interaction, not of `importId`, spells it. What is left has to be
 * looked at once more by the people stages. Call it before the interactions are deleted.
 */
export function forgetFound(tx: Transaction, interactionIds: readonly number[], importId: number): void {
  const ids = JSON.stringify(interactionIds)
  tx.prepare<[object]>(`
      DELETE FROM contact_identities
      WHERE source IN ('email_header', 'calendar', 'signature') AND kind <> 'email'
        AND (found_in_interaction_id IN (SELECT value FROM json_each(:ids))
          OR (source = 'signature' AND contact_id IN (
            SELECT contact_id FROM interaction_participants JOIN interactions ON interactions.id = interaction_id
            WHERE interaction_id IN (SELECT value FROM json_each(:ids)) AND role = 'from' AND signature_text IS NOT NULL AND contact_id IS NOT NULL
          )))`).run({ ids })
  tx.prepare<[object]>(`
      UPDATE contact_identities SET (value, source, found_in_interaction_id) = (
        SELECT address, iif(interactions.kind = 'email', 'email_header', 'calendar'), interactions.id
        FROM interaction_participants CROSS JOIN interactions ON interactions.id = interaction_id
        LEFT JOIN raw_events ON raw_events.id = raw_event_id
        WHERE address_key = value_key AND contact_id IS NOT NULL AND import_id IS NOT :importId
        ORDER BY interaction_id LIMIT 1
      )
      WHERE +kind = 'email' AND source IN ('email_header', 'calendar') AND found_in_interaction_id IN (SELECT value FROM json_each(:ids))
        AND EXISTS (
          SELECT 1 FROM interaction_participants CROSS JOIN interactions ON interactions.id = interaction_id
          LEFT JOIN raw_events ON raw_events.id = raw_event_id
          WHERE address_key = value_key AND contact_id IS NOT NULL AND import_id IS NOT :importId
        )`).run({ ids, importId })
}
