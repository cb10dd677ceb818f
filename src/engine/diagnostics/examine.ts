// Examines what the program stands on: versions, data folder, disk, database, backups, model. Changes nothing, and needs nothing to be well.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { arch, release, type } from 'node:os'
import { AppError } from '../../shared/app-error.ts'
import { findGoodBackup, listBackups } from '../db/care/backups.ts'
import { checkIntegrity } from '../db/check-integrity.ts'
import { readMigrations, refuseNewerSchema, readSchemaVersion } from '../db/migrate.ts'
import { databasePathIn, openReader } from '../db/open.ts'
import { readLibraryVersions } from '../db/read-library-versions.ts'
import { silentLogger } from '../logger.ts'
import { bundledModel } from '../search/bundled-model.ts'
import { startEmbedder } from '../search/bundled-embedder.ts'

/** One thing that was looked at. */
export interface Finding {
  readonly name: string
  readonly value: string
  readonly ok: boolean
  /** How to mend it. */
  readonly cure?: string
}

const leastFreeBytes = 500_000_000

/** Looks at everything; what cannot be looked at is a finding like any other, and keeps nothing else from being told. */
export async function examine(dataFolder: string): Promise<Finding[]> {
  const looks: readonly (readonly [name: string, look: () => Finding | Promise<Finding>])[] = [
    ['system', () => good('system', `${type()} ${release()}, ${arch()}`)],
    ['Node', () => good('Node', process.versions.node)],
    ['Electron', () => good('Electron', process.versions['electron'] ?? 'not used: this is the command line')],
    ['SQLite', () => good('SQLite', readLibraryVersions().sqlite)],
    ['sqlite-vec', () => good('sqlite-vec', readLibraryVersions().sqliteVec)],
    ['embedding model', lookAtModel],
    ['data folder', () => lookAtFolder(dataFolder)],
    ['free space', () => lookAtFreeSpace(dataFolder)],
    ['database', () => lookAtDatabase(dataFolder)],
    ['backups', () => lookAtBackups(dataFolder)],
  ]
  const findings: Finding[] = []
  for (const [name, look] of looks) {
    try {
      findings.push(await look())
    } catch (error) {
      findings.push(bad(name, error instanceof Error ? error.message : String(error), cureOf(error)))
    }
  }
  return findings
}

function good(name: string, value: string): Finding {
  return { name, value, ok: true }
}

function bad(name: string, value: string, cure: string): Finding {
  return { name, value, ok: false, cure }
}

function cureOf(error: unknown): string {
  return error instanceof AppError ? error.hint : 'Install OmniCRM again to repair it.'
}

async function lookAtModel(): Promise<Finding> {
  const embedder = await startEmbedder({ logger: silentLogger })
  const [vector] = await embedder.embed(['Is anybody there?'])
  if (vector?.length !== bundledModel.dimension) throw new Error(`It answers with ${vector?.length ?? 0} dimensions.`)
  return good('embedding model', `${bundledModel.model}, ${bundledModel.dimension} dimensions, answers`)
}

function lookAtFolder(dataFolder: string): Finding {
  const name = 'data folder'
  if (!existsSync(dataFolder)) return good(name, `${dataFolder} (made at the first start)`)
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return bad(name, `${dataFolder} cannot be written to.`, 'Give yourself write access to the data folder.')
  }
  const mode = statSync(dataFolder).mode & 0o777
  // Windows keeps its permissions elsewhere; there the folder lies in the person's own profile.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return good(name, dataFolder)
  return bad(name, `${dataFolder} can be read by others (${mode.toString(8)}).`, `Keep it to yourself: chmod 700 "${dataFolder}"`)
}

function lookAtFreeSpace(dataFolder: string): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dataFolder) ? dataFolder : '.')
  const freeBytes = bavail * bsize
  const value = `${(freeBytes / 1e9).toFixed(1)} GB`
  return freeBytes >= leastFreeBytes
    ? good('free space', value)
    : bad('free space', value, 'Free some space on the disk of the data folder.')
}

function lookAtDatabase(dataFolder: string): Finding {
  const file = databasePathIn(dataFolder)
  if (!existsSync(file)) return good('database', 'none yet')
  const db = openReader(file)
  try {
    refuseNewerSchema(db.sqlite, readMigrations())
    const problems = checkIntegrity(db)
    const format = `format ${readSchemaVersion(db.sqlite)}`
    if (problems.length === 0) return good('database', `${file}, ${format}, whole`)
    return bad('database', `${problems.length} problems: ${problems[0] ?? ''}`, 'Restore a backup: "restore FILE".')
  } finally {
    db.close()
  }
}

function lookAtBackups(dataFolder: string): Finding {
  const count = listBackups(dataFolder).length
  if (count === 0) return good('backups', 'none yet')
  const newest = findGoodBackup(dataFolder)
  if (newest === null) return bad('backups', `None of ${count} is good.`, 'Make one now: "backup FILE".')
  return good('backups', `${count}, the newest good one of ${new Date(newest.madeAtMs).toISOString()}`)
}
