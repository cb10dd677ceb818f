import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Transaction, transaction } from './database.ts'
import { tryEach } from './savepoint.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
})
afterEach(() => test.dispose())

function keep(tx: Transaction, key: string): void {
  tx.prepare('INSERT INTO settings VALUES (?, ?, 0)').run(key, key)
  if (key.startsWith('bad')) throw new Error(`${key} does not fit`)
}
function kept(): unknown[] {
  return test.db
    .prepare<[], { key: string }>('SELECT key FROM settings ORDER BY key')
    .all()
    .map(({ key }) => key)
}

describe('tryEach', () => {
  it('does everything once when nothing is wrong', () => {
    let calls = 0
    const failed = transaction(test.db, (tx) =>
      tryEach(tx, ['a', 'b', 'c'], (key) => {
        calls += 1
        keep(tx, key)
      }),
    )
    expect([failed, calls, kept()]).toEqual([new Map(), 3, ['a', 'b', 'c']])
  })

  it('undoes the bad ones and keeps the others, told to start over in between', () => {
    const seen: string[] = []
    const failed = transaction(test.db, (tx) =>
      tryEach(
        tx,
        ['a', 'bad 1', 'c', 'bad 2'],
        (key) => {
          seen.push(key)
          keep(tx, key)
        },
        () => seen.splice(0),
      ),
    )
    expect([...failed].map(([item, error]) => [item, error.message])).toEqual([
      ['bad 1', 'bad 1 does not fit'],
      ['bad 2', 'bad 2 does not fit'],
    ])
    expect(kept()).toEqual(['a', 'c'])
    expect(seen).toEqual(['a', 'bad 1', 'c', 'bad 2'])
  })

  it('keeps what was written before it', () => {
    transaction(test.db, (tx) => {
      keep(tx, 'first')
      tryEach(tx, ['bad'], (key) => keep(tx, key))
    })
    expect(kept()).toEqual(['first'])
  })

  it('takes a complaint about the database for nobody’s fault', () => {
    const run = (): unknown => transaction(test.db, (tx) => tryEach(tx, ['a'], () => tx.sqlite.exec('SELECT * FROM nowhere')))
    expect(run).toThrow('no such table')
    expect(kept()).toEqual([])
  })
})
