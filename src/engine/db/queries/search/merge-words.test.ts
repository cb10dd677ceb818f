import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { mergeWords } from './merge-words.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec("INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', '', 'Files', 0)")
})
afterEach(() => test.dispose())

function addMessage(key: string, text: string): void {
  transaction(test.db, (tx) =>
    tx
      .prepare(
        `INSERT INTO interactions (account_id, kind, source_key, occurred_at, title, written_text, updated_at)
         VALUES ('a', 'email', ?, 0, ?, ?, 0)`,
      )
      .run(key, key, text),
  )
}
function pieces(): number {
  return (
    test.db.prepare<[], { count: number }>('SELECT count(DISTINCT segid) AS count FROM interaction_words_idx').get()?.count ?? 0
  )
}
function find(word: string): number {
  return test.db.prepare<[string]>('SELECT rowid FROM interaction_words WHERE interaction_words MATCH ?').all(word).length
}

it('leaves what is few pieces as it is, and says that there is no more to do', () => {
  addMessage('one', 'budget')
  expect(transaction(test.db, (tx) => mergeWords(tx, 'interaction_words'))).toBe(false)
  expect(pieces()).toBe(1)
})

it('makes few pieces of many, step by step, and loses no word', () => {
  for (let index = 0; index < 60; index += 1) addMessage(`m${index}`, `budget number${index} ${'word'.repeat(index)}`)
  expect(pieces()).toBe(60)
  let steps = 0
  while (transaction(test.db, (tx) => mergeWords(tx, 'interaction_words'))) steps += 1
  expect(steps).toBeGreaterThan(0)
  expect(pieces()).toBeLessThan(16)
  expect([find('budget'), find('number17'), find('nothing')]).toEqual([60, 1, 0])
})
