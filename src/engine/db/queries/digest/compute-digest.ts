// One number for a whole workspace: equal data, equal digest.
import { createHash } from 'node:crypto'
import type { Database } from '../../database.ts'
import { digestParts } from './business-rows.ts'

/** SHA-256 in hexadecimal, of the workspace and of each table in it. */
export interface Digest {
  readonly digest: string
  readonly tables: Readonly<Record<string, { readonly digest: string; readonly rows: number }>>
}

/** Reads everything once, in one snapshot. */
export function computeDigest(db: Database): Digest {
  return db.sqlite.transaction(() => {
    const whole = createHash('sha256')
    const tables: Record<string, { digest: string; rows: number }> = {}
    for (const { table, sql } of digestParts) {
      const hash = createHash('sha256')
      let rows = 0
      for (const { line } of db.prepare<[], { line: string }>(sql).iterate()) {
        hash.update(line).update('\n')
        rows += 1
      }
      const digest = hash.digest('hex')
      tables[table] = { digest, rows }
      whole.update(`${table} ${digest}\n`)
    }
    return { digest: whole.digest('hex'), tables }
  })()
}
