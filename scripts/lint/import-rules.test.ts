// Proves that every import rule of the architecture fires on a file that breaks it, and lets the allowed ones pass.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** A module of each room: rules look at files that exist. */
const rooms = [
  'src/shared/ipc/contract.ts',
  'src/engine/clock.ts',
  'src/engine/engine.ts',
  'src/engine/data-folder/data-folder.ts',
  'src/engine/db/open.ts',
  'src/engine/db/queries/raw-events/store-raw-event.ts',
  'src/engine/db/queries/calendar-events/write-occurrence.ts',
  'src/engine/db/queries/interactions/write-email.ts',
  'src/engine/db/queries/sync-cursors/put-sync-cursor.ts',
  'src/engine/google/access.ts',
  'src/engine/google/google-session.ts',
  'src/engine/google/gmail-requests.ts',
  'src/engine/google/calendar-requests.ts',
  'src/engine/sources/google/sync.ts',
  'src/engine/sources/files/read-import-files.ts',
  'src/engine/sources/sample/sample-account.ts',
  'src/engine/normalize/mail.ts',
  'src/engine/people/merge.ts',
  'src/engine/search/rank.ts',
  'src/engine/insights/insight.ts',
  'src/engine/jobs/types.ts',
  'src/engine/jobs/runner.ts',
  'src/engine/jobs/processors/embed.ts',
  'src/engine/threads/engine-thread.ts',
  'src/main/index.ts',
  'src/main/ipc/router.ts',
  'src/main/secrets/keychain.ts',
  'src/main/oauth/connect.ts',
  'src/preload/index.ts',
  'src/renderer/app/app.tsx',
  'src/renderer/lib/client.ts',
  'src/renderer/ui/button.tsx',
  'src/renderer/features/people/screen.tsx',
  'src/renderer/features/search/screen.tsx',
  'src/cli/index.ts',
]

/** From a file that is not there yet to what it imports: a room's module or a package. */
type Import = readonly [from: string, to: string]

const forbidden: readonly Import[] = [
  // Between layers.
  ['src/shared/a.ts', 'src/engine/engine.ts'],
  ['src/shared/a.ts', 'src/renderer/lib/client.ts'],
  ['src/engine/a.ts', 'src/main/index.ts'],
  ['src/engine/people/a.ts', 'src/main/secrets/keychain.ts'],
  ['src/engine/people/a.ts', 'src/cli/index.ts'],
  ['src/engine/people/a.ts', 'src/renderer/lib/client.ts'],
  ['src/main/windows/a.ts', 'src/renderer/app/app.tsx'],
  ['src/main/windows/a.ts', 'src/cli/index.ts'],
  ['src/preload/a.ts', 'src/engine/engine.ts'],
  ['src/preload/a.ts', 'src/main/ipc/router.ts'],
  ['src/renderer/app/a.tsx', 'src/engine/engine.ts'],
  ['src/renderer/app/a.tsx', 'src/main/index.ts'],
  ['src/renderer/app/a.tsx', 'src/preload/index.ts'],
  ['src/renderer/a.tsx', 'src/engine/clock.ts'],
  ['src/cli/a.ts', 'src/main/index.ts'],
  ['src/cli/a.ts', 'src/main/ipc/router.ts'],
  ['src/cli/a.ts', 'src/renderer/lib/client.ts'],
  // Inside the engine.
  ['src/engine/db/queries/a.ts', 'src/engine/people/merge.ts'],
  ['src/engine/db/queries/a.ts', 'src/engine/google/access.ts'],
  ['src/engine/db/queries/a.ts', 'src/engine/jobs/runner.ts'],
  ['src/engine/data-folder/a.ts', 'src/engine/google/access.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/google/access.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/sources/google/sync.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/normalize/mail.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/people/merge.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/search/rank.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/insights/insight.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/jobs/processors/embed.ts'],
  ['src/engine/google/a.ts', 'src/engine/jobs/runner.ts'],
  ['src/engine/people/a.ts', 'src/engine/jobs/runner.ts'],
  ['src/engine/people/a.ts', 'src/engine/jobs/processors/embed.ts'],
  ['src/engine/people/a.ts', 'src/engine/engine.ts'],
  ['src/engine/jobs/processors/a.ts', 'src/engine/engine.ts'],
  ['src/engine/jobs/processors/a.ts', 'src/engine/threads/engine-thread.ts'],
  // No side door: data comes in through jobs.
  ['src/engine/a.ts', 'src/engine/google/google-session.ts'],
  ['src/engine/commands/a.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/engine/commands/a.ts', 'src/engine/google/calendar-requests.ts'],
  ['src/engine/commands/a.ts', 'src/engine/sources/google/sync.ts'],
  ['src/engine/commands/a.ts', 'src/engine/sources/files/read-import-files.ts'],
  ['src/engine/commands/a.ts', 'src/engine/normalize/mail.ts'],
  ['src/engine/commands/a.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/engine/commands/a.ts', 'src/engine/db/queries/calendar-events/write-occurrence.ts'],
  ['src/engine/commands/a.ts', 'src/engine/db/queries/interactions/write-email.ts'],
  ['src/engine/commands/a.ts', 'src/engine/db/queries/sync-cursors/put-sync-cursor.ts'],
  ['src/engine/threads/a.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/engine/threads/a.ts', 'src/engine/google/access.ts'],
  ['src/engine/jobs/a.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/engine/people/a.ts', 'src/engine/normalize/mail.ts'],
  ['src/engine/people/a.ts', 'src/engine/google/access.ts'],
  ['src/engine/people/a.ts', 'src/engine/db/queries/interactions/write-email.ts'],
  ['src/engine/search/a.ts', 'src/engine/sources/files/read-import-files.ts'],
  ['src/engine/google/a.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/main/windows/a.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/main/ipc/a.ts', 'src/engine/sources/files/read-import-files.ts'],
  ['src/main/oauth/a.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/main/oauth/a.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/cli/a.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/cli/a.ts', 'src/engine/google/access.ts'],
  ['src/cli/a.ts', 'src/engine/sources/files/read-import-files.ts'],
  ['src/cli/a.ts', 'src/engine/normalize/mail.ts'],
  ['src/cli/a.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  // Inside main: what the command line shares stays free of Electron.
  ['src/main/secrets/a.ts', 'src/main/ipc/router.ts'],
  ['src/main/oauth/a.ts', 'src/main/index.ts'],
  // Inside the page.
  ['src/renderer/features/people/a.tsx', 'src/renderer/features/search/screen.tsx'],
  ['src/renderer/features/people/a.tsx', 'src/renderer/app/app.tsx'],
  ['src/renderer/ui/a.tsx', 'src/renderer/features/search/screen.tsx'],
  ['src/renderer/ui/a.tsx', 'src/renderer/app/app.tsx'],
  ['src/renderer/lib/a.ts', 'src/renderer/ui/button.tsx'],
  // Packages with one owner.
  ['src/shared/a.ts', 'electron'],
  ['src/engine/threads/a.ts', 'electron'],
  ['src/engine/a.ts', 'electron'],
  ['src/main/secrets/a.ts', 'electron'],
  ['src/main/oauth/a.ts', 'electron'],
  ['src/renderer/app/a.tsx', 'electron'],
  ['src/cli/a.ts', 'electron'],
  ['src/engine/jobs/a.ts', 'better-sqlite3'],
  ['src/engine/people/a.ts', 'drizzle-orm'],
  ['src/engine/people/a.ts', 'drizzle-orm/sqlite-core'],
  ['src/engine/search/a.ts', 'sqlite-vec'],
  ['src/main/a.ts', 'better-sqlite3'],
  ['src/cli/a.ts', 'better-sqlite3'],
  ['src/engine/sources/google/a.ts', 'googleapis/build/src/apis/calendar/index.js'],
  ['src/main/oauth/a.ts', 'googleapis'],
  ['src/main/ipc/a.ts', 'keytar'],
  ['src/engine/google/a.ts', 'keytar'],
  ['src/cli/a.ts', 'keytar'],
  ['src/renderer/features/people/a.tsx', '@base-ui/react/dialog'],
  ['src/renderer/app/a.tsx', '@base-ui/react'],
  // Node in the page.
  ['src/shared/a.ts', 'node:fs'],
  ['src/preload/a.ts', 'node:path'],
  ['src/renderer/lib/a.ts', 'node:fs'],
  ['src/renderer/main.tsx', 'node:os'],
]

const allowed: readonly Import[] = [
  ['src/renderer/app/b.tsx', 'src/shared/ipc/contract.ts'],
  ['src/renderer/app/b.tsx', 'src/renderer/features/people/screen.tsx'],
  ['src/renderer/features/people/b.tsx', 'src/renderer/features/people/screen.tsx'],
  ['src/renderer/features/people/b.tsx', 'src/renderer/ui/button.tsx'],
  ['src/renderer/features/people/b.tsx', 'src/renderer/lib/client.ts'],
  ['src/renderer/ui/b.tsx', '@base-ui/react/dialog'],
  ['src/renderer/ui/b.tsx', 'react'],
  ['src/preload/b.ts', 'src/shared/ipc/contract.ts'],
  ['src/preload/b.ts', 'electron'],
  ['src/shared/b.ts', 'src/shared/ipc/contract.ts'],
  ['src/shared/b.ts', 'zod'],
  ['src/main/windows/b.ts', 'electron'],
  ['src/main/windows/b.ts', 'src/main/ipc/router.ts'],
  ['src/main/windows/b.ts', 'src/engine/threads/engine-thread.ts'],
  ['src/main/secrets/b.ts', 'keytar'],
  ['src/main/oauth/b.ts', 'src/main/secrets/keychain.ts'],
  ['src/main/oauth/b.ts', 'src/engine/google/access.ts'],
  ['src/cli/b.ts', 'src/engine/engine.ts'],
  ['src/cli/b.ts', 'src/main/secrets/keychain.ts'],
  ['src/cli/b.ts', 'src/main/oauth/connect.ts'],
  // Connecting an account is done by a person, not by a job.
  ['src/engine/b.ts', 'src/engine/google/access.ts'],
  ['src/engine/commands/b.ts', 'src/engine/sources/sample/sample-account.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/sources/files/read-import-files.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/normalize/mail.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/engine/sources/google/b.ts', 'src/engine/google/gmail-requests.ts'],
  ['src/engine/sources/google/b.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/engine/sources/b.ts', 'src/engine/normalize/mail.ts'],
  ['src/engine/normalize/b.ts', 'src/engine/db/queries/interactions/write-email.ts'],
  ['src/engine/db/queries/item-failures/b.ts', 'src/engine/db/queries/raw-events/store-raw-event.ts'],
  ['src/engine/b.ts', 'src/engine/jobs/processors/embed.ts'],
  ['src/engine/threads/b.ts', 'src/engine/engine.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/people/merge.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/google/access.ts'],
  ['src/engine/jobs/processors/b.ts', 'src/engine/jobs/types.ts'],
  ['src/engine/jobs/b.ts', 'src/engine/db/open.ts'],
  ['src/engine/jobs/b.ts', 'src/engine/clock.ts'],
  ['src/engine/sources/b.ts', 'src/engine/google/access.ts'],
  ['src/engine/sources/b.ts', 'src/engine/jobs/types.ts'],
  ['src/engine/people/b.ts', 'src/engine/db/open.ts'],
  ['src/engine/people/b.ts', 'src/engine/clock.ts'],
  ['src/engine/people/b.ts', 'node:crypto'],
  ['src/engine/db/b.ts', 'better-sqlite3'],
  ['src/engine/db/b.ts', 'drizzle-orm/sqlite-core'],
  ['src/engine/db/b.ts', 'sqlite-vec'],
  ['src/engine/google/b.ts', 'googleapis/build/src/apis/gmail/index.js'],
  ['e2e/b.ts', 'electron'],
  ['e2e/b.ts', 'keytar'],
  ['e2e/b.ts', 'src/engine/google/access.ts'],
  ['e2e/b.ts', 'src/cli/index.ts'],
]

let folder: string
let findings: Map<string, string[]>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnicrm-lint-'))
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  cpSync(join(root, 'scripts/lint/clock-rule.mjs'), join(folder, 'scripts/lint/clock-rule.mjs'))
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const room of rooms) write(room, 'export const value = 1\nexport type Value = number\n')
  for (const each of [...forbidden, ...allowed]) {
    write(fileOf(each), `import { value } from '${specifierOf(each)}'\nexport const used = value\n`)
    write(fileOf(each, 'type'), `import type { Value } from '${specifierOf(each)}'\nexport type Used = Value\n`)
    write(fileOf(each, 'dynamic'), `export const used = await import('${specifierOf(each)}')\n`)
  }
  write('src/main/windows/listens.ts', "import { ipcMain } from 'electron'\nexport const used = ipcMain\n")
  write('src/main/ipc/listens.ts', "import { ipcMain } from 'electron'\nexport const used = ipcMain\n")
  write('src/engine/people/ambient.ts', 'export const times = [Date.now(), new Date(), Date()]\n')
  write('src/engine/people/given.ts', 'export const times = [new Date(0), Date.UTC(2026, 1, 1)]\n')
  write('src/engine/clock.ts', 'export const value = Date.now()\n')
  write('src/engine/people/swallows.ts', 'export function f() {\n  try {\n    f()\n  } catch {}\n}\n')
  write('src/engine/people/any.ts', 'export function f(x: any) {\n  return x\n}\n')
  write('src/engine/people/default.ts', 'export default 1\n')
  findings = lint()
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(forbidden)('refuses an import from %s of %s', (...each) => {
  const rule = ['boundaries(dependencies)']
  expect(['value', 'type', 'dynamic'].map((way) => findings.get(fileOf(each, way)))).toEqual([rule, rule, rule])
})

it.each(allowed)('allows an import from %s of %s', (...each) => {
  expect(['value', 'type', 'dynamic'].map((way) => findings.get(fileOf(each, way)))).toEqual([undefined, undefined, undefined])
})

it('lets only main/ipc listen to the page', () => {
  expect(findings.get('src/main/windows/listens.ts')).toEqual(['eslint(no-restricted-imports)'])
  expect(findings.get('src/main/ipc/listens.ts')).toBeUndefined()
})

it('lets the engine read the time only from its clock', () => {
  const rule = 'omnicrm(no-ambient-clock)'
  expect(findings.get('src/engine/people/ambient.ts')).toEqual([rule, rule, rule])
  expect(findings.get('src/engine/people/given.ts')).toBeUndefined()
  expect(findings.get('src/engine/clock.ts')).toBeUndefined()
})

it('refuses swallowed errors, any, and default exports', () => {
  expect(findings.get('src/engine/people/swallows.ts')).toEqual(['eslint(no-empty)'])
  expect(findings.get('src/engine/people/any.ts')).toEqual(['typescript(no-explicit-any)'])
  expect(findings.get('src/engine/people/default.ts')).toEqual(['import(no-default-export)'])
})

/** One file for each import, in the folder the import is said to be in. */
function fileOf([from, to]: Import, way = 'value'): string {
  const name = `${from.replace(/^.*\//, '')}-${to}-${way}`.replaceAll(/[^a-z0-9]+/g, '-')
  return join(dirname(from), `${name}.ts`)
}

function specifierOf(each: Import): string {
  const [, to] = each
  if (!to.startsWith('src/')) return to
  const path = relative(dirname(fileOf(each)), to)
  return path.startsWith('.') ? path : `./${path}`
}

function write(path: string, content: string): void {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
}

/** The rules that fired, by file. */
function lint(): Map<string, string[]> {
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json', 'src', 'e2e'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const start = stdout.indexOf('{')
  const { diagnostics } = JSON.parse(stdout.slice(start)) as { diagnostics: { filename: string; code: string }[] }
  const byFile = new Map<string, string[]>()
  for (const { filename, code } of diagnostics) byFile.set(filename, [...(byFile.get(filename) ?? []), code])
  return byFile
}
