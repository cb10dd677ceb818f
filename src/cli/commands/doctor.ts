// `omnicrm doctor`: versions, keychain, paths and database, and how to get what is missing.
import { existsSync, statfsSync } from 'node:fs'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { checkIntegrity } from '../../engine/db/check-integrity.ts'
import { databasePathIn } from '../../engine/db/open.ts'
import { bundledModel } from '../../engine/search/bundled-model.ts'
import { SecretStore } from '../../main/secrets/secret-store.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Answer, formatTable } from '../output.ts'
import { withDatabase } from '../with-reader.ts'

interface Finding {
  readonly name: string
  readonly value: string
  readonly ok: boolean
  /** How to mend it. */
  readonly cure?: string
}

const leastFreeBytes = 500_000_000

/** Examines the surroundings. Exit code 1 when something keeps the app from working. */
export async function doctor(hooks: Hooks): Promise<Answer> {
  const findings = [
    { name: 'Node', value: process.versions.node, ok: true },
    ...readVersions(hooks),
    { name: 'embedding model', value: `${bundledModel.model}, ${bundledModel.dimension} dimensions`, ok: true },
    { name: 'data folder', value: hooks.dataFolder, ok: true },
    readFreeSpace(hooks),
    await readKeychain(hooks),
    readDatabase(hooks),
    { name: 'Google', value: hooks.googleOrigin ?? 'google.com', ok: true },
  ] satisfies Finding[]
  const bad = findings.filter((finding) => !finding.ok)
  return {
    json: { ok: bad.length === 0, findings },
    lines: [
      ...formatTable(findings.map((finding) => [finding.ok ? '✓' : '✗', finding.name, finding.value])),
      ...bad.flatMap((finding: Finding) => finding.cure ?? []),
    ],
    exitCode: bad.length === 0 ? exitCodes.done : exitCodes.failed,
  }
}

function readVersions(hooks: Hooks): Finding[] {
  const row = withDatabase(hooks, (db) =>
    db.prepare<[], { sqlite: string; vec: string }>('SELECT sqlite_version() AS sqlite, vec_version() AS vec').get(),
  )
  return [
    { name: 'SQLite', value: row?.sqlite ?? '', ok: true },
    { name: 'sqlite-vec', value: row?.vec ?? '', ok: true },
  ]
}

function readFreeSpace(hooks: Hooks): Finding {
  const { bavail, bsize } = statfsSync(existsSync(hooks.dataFolder) ? hooks.dataFolder : '.')
  const freeBytes = bavail * bsize
  return {
    name: 'free space',
    value: `${(freeBytes / 1e9).toFixed(1)} GB`,
    ok: freeBytes >= leastFreeBytes,
    cure: 'Free some space on the disk of the data folder.',
  }
}

async function readKeychain(hooks: Hooks): Promise<Finding> {
  const state = await new SecretStore(hooks.keychainService).state()
  if (state.kind === 'available') return { name: 'keychain', value: 'available', ok: true }
  return {
    name: 'keychain',
    value: state.reason,
    ok: false,
    cure: 'Without a keychain a Google account stays connected only until the program ends. On Linux install and unlock gnome-keyring or KWallet.',
  }
}

function readDatabase(hooks: Hooks): Finding {
  const problems = withDatabase(hooks, checkIntegrity)
  return {
    name: 'database',
    value: problems.length === 0 ? databasePathIn(hooks.dataFolder) : `${problems.length} problems: ${problems[0] ?? ''}`,
    ok: problems.length === 0,
    cure: 'Restore the last backup, or move the database away and sync again.',
  }
}
