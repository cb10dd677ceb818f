// Whatever waits for a person's decision can be seen in a terminal, with what speaks for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { runCli } from './testing/run-cli.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
  const db = openDatabase(databasePathIn(folder))
  db.sqlite.exec(`
    INSERT INTO contacts (id, display_name, primary_address, status, created_at, updated_at) VALUES
      (1, 'Ada Example', 'ada@example.com', 'active', 1, 1), (2, 'A. Example', 'a@example.org', 'active', 1, 1),
      (3, 'Grace Example', 'grace@example.com', 'suggested', 1, 1);
    INSERT INTO suggestions (kind, suggestion_key, contact_id, other_contact_id, reason, confidence, evidence, created_at) VALUES
      ('merge', 'merge 1 2', 2, 1, 'They sign with the same number.', 0.9,
        '[{"interactionId": null, "text": "+49 30 1234567", "occurredAtMs": 1772532000000}]', 1),
      ('new_contact', 'contact 3', 3, NULL, 'You wrote to each other.', 0.8, '[]', 1);
  `)
  db.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('people --suggested', { timeout: 120_000 }, () => {
  it('lists new contacts and merges with their evidence', async () => {
    const { stdout } = await runCli(['people', '--suggested', '--data-dir', folder])
    expect(stdout.split('\n')).toEqual([
      'The same person: A. Example <a@example.org> and Ada Example <ada@example.com>',
      '  They sign with the same number.',
      '  2026-03-03  +49 30 1234567',
      'New: Grace Example <grace@example.com>',
      '  You wrote to each other.',
      '',
    ])
    const { json } = await runCli(['people', '--suggested', '--json', '--data-dir', folder])
    expect(json).toMatchObject({
      people: [{ id: 3 }],
      suggestions: [
        { kind: 'merge', person: { id: 2 }, other: { id: 1 }, evidence: [{ text: '+49 30 1234567' }] },
        { kind: 'new_contact', person: { id: 3 }, other: null, evidence: [] },
      ],
    })
  })
})
