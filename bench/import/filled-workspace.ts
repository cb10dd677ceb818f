// A workspace that already holds many mails, made without importing them: what matters is how large its tables and indexes are.
import { databasePathIn, openDatabase } from '../../src/engine/db/open.ts'

/** The name of what was put there, so that an import does not meet it. */
const container = 'filled'

/** Fills a new workspace with mails of 2,000 people, all stages done. */
export function fillWorkspace(dataFolder: string, mails: number): void {
  const db = openDatabase(databasePathIn(dataFolder))
  db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('files', 'files', '', 'Imported files', 0);
    INSERT INTO contacts (id, display_name, primary_address, status, created_at, updated_at)
      SELECT value, 'Person ' || value, 'person' || value || '@example.org', 'suggested', 0, 0 FROM (${series(2_000)});
    INSERT INTO contact_identities (contact_id, kind, value, value_key, source, created_at)
      SELECT id, 'email', primary_address, primary_address, 'email_header', 0 FROM contacts;`)
  const slice = 5_000
  for (let first = 0; first < mails; first += slice) {
    const rows = `SELECT value + ${first} AS n FROM (${series(Math.min(slice, mails - first))})`
    db.sqlite.exec(`
      BEGIN;
      INSERT INTO raw_events (id, account_id, source, container, external_id, content_hash, status, seen_at, fetched_at)
        SELECT n, 'files', 'file_email', '${container}', 'filled-' || n, hex(n * 7919), 'processed', 0, 0 FROM (${rows});
      INSERT INTO raw_payloads SELECT n, zeroblob(600) FROM (${rows});
      INSERT INTO interactions (id, account_id, kind, source_key, raw_event_id, thread_key, occurred_at, direction, title, snippet, written_text,
          contacts_state, identities_state, embedding_state, updated_at)
        SELECT n, 'files', 'email', '<filled-' || n || '@example.org> f', n, 'mail:<filled-' || (n / 5) || '>', 1767600000000 - n * 60000, 'inbound',
          'Plan ' || n, 'The plan', 'the plan of person ' || (n % 2000) || ' for week ' || (n % 53) || ' and garden ' || (n % 977),
          'done', 'done', 'done', 0 FROM (${rows});
      INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, display_name, contact_id)
        SELECT n, 0, 'from', address, address, 'Person', person
        FROM (SELECT n, 1 + n % 2000 AS person, 'person' || (1 + n % 2000) || '@example.org' AS address FROM (${rows}));
      INSERT INTO contact_interactions (contact_id, relation, occurred_at, interaction_id)
        SELECT 1 + n % 2000, 'received', 1767600000000 - n * 60000, n FROM (${rows});
      COMMIT;`)
  }
  db.sqlite.exec("INSERT INTO interaction_words (interaction_words) VALUES ('optimize')")
  db.close()
}

function series(count: number): string {
  return `WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < ${count}) SELECT value FROM numbers`
}
