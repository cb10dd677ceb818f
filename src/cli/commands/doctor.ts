// `omnicrm doctor`: versions, keychain, paths and database, and how to get what is missing.
import path from 'node:path'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { examine, type Finding } from '../../engine/diagnostics/examine.ts'
import { writeDiagnostics } from '../../engine/diagnostics/write-diagnostics.ts'
import { SecretStore } from '../../main/secrets/secret-store.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Answer, formatTable } from '../output.ts'

/** Examines the surroundings, and writes a report for whoever helps. Exit code 1 when something keeps the app from working. */
export async function doctor(hooks: Hooks, exportTo: string | undefined): Promise<Answer> {
  const findings: Finding[] = [
    ...(await examine(hooks.dataFolder)),
    await tryKeychain(hooks),
    { name: 'Google', value: hooks.googleOrigin ?? 'google.com', ok: true },
  ]
  const report = exportTo === undefined ? null : path.resolve(exportTo)
  if (report !== null) writeDiagnostics(report, hooks.dataFolder, findings, Date.now())
  const bad = findings.filter((finding) => !finding.ok)
  return {
    json: { ok: bad.length === 0, findings, ...(report === null ? {} : { report }) },
    lines: [
      ...formatTable(findings.map((finding) => [finding.ok ? '✓' : '✗', finding.name, finding.value])),
      ...bad.flatMap((finding) => finding.cure ?? []),
      ...(report === null ? [] : [`Written to ${report}, without addresses, mail and secrets.`]),
    ],
    exitCode: bad.length === 0 ? exitCodes.done : exitCodes.failed,
  }
}

async function tryKeychain(hooks: Hooks): Promise<Finding> {
  const state = await new SecretStore(hooks.keychainService).tryOut()
  if (state.kind === 'available') return { name: 'keychain', value: 'keeps and gives back', ok: true }
  return {
    name: 'keychain',
    value: state.reason,
    ok: false,
    cure: 'Without a keychain a Google account stays connected only until the program ends. On Linux install and unlock gnome-keyring or KWallet.',
  }
}
