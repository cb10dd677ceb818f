// Writes what somebody who helps needs to see into one text file: findings, counts and the log, without addresses, mail or secrets.
import { closeSync, existsSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/app-error.ts'
import { logFolderIn } from '../data-folder/data-folder.ts'
import { explainUnwritable } from '../db/care/explain-unwritable.ts'
import type { Database } from '../db/database.ts'
import { databasePathIn, openReader } from '../db/open.ts'
import { readStatus } from '../status/read-status.ts'
import type { Finding } from './examine.ts'
import { redact } from './redact.ts'

/** The end of the log is what happened last. */
const mostLogBytes = 2_000_000

/** Writes the report to `file`, for its owner only. @throws AppError `read_only` when it cannot be written there. */
export function writeDiagnostics(file: string, dataFolder: string, findings: readonly Finding[], nowMs: number): void {
  const report = [
    `OmniCRM Desktop: diagnostics of ${new Date(nowMs).toISOString()}`,
    'Addresses and secrets are taken out; nothing of your mail and meetings is in here.',
    section('Findings', findings.map(describe)),
    section('Workspace', readCounts(dataFolder)),
    section('Log', readLog(dataFolder)),
  ].join('\n')
  try {
    writeFileSync(file, redact(report).replaceAll(homedir(), '~'), { mode: 0o600 })
  } catch (error) {
    const reason = explainUnwritable(error)
    if (reason === null) throw error
    throw new AppError('read_only', `Nothing can be written to ${file}: ${reason}.`, 'Choose another place.', { cause: error })
  }
}

function section(title: string, lines: readonly string[]): string {
  return ['', `== ${title} ==`, ...lines].join('\n')
}

function describe({ name, value, ok, cure }: Finding): string {
  return `${ok ? 'ok ' : 'BAD'} ${name}: ${value}${cure === undefined ? '' : ` [${cure}]`}`
}

/** Kinds, states and numbers: no name of an account, and no message, which may tell of somebody. */
function readCounts(dataFolder: string): string[] {
  const file = databasePathIn(dataFolder)
  if (!existsSync(file)) return ['There is none yet.']
  let db: Database | null = null
  try {
    db = openReader(file)
    const status = readStatus(db)
    const { byKind, ...jobs } = status.jobs
    return [
      ...status.accounts.map(({ kind, status: health, importState }) => `account: ${kind}, ${health}, import ${importState}`),
      ...toLines(status.counts),
      ...toLines(jobs, 'jobs '),
      ...Object.entries(byKind).map(([kind, counts]) => `${kind}: ${toLines(counts).join(', ')}`),
      ...status.alerts.map(({ kind, occurrences }) => `alert: ${kind}, ${occurrences} times`),
    ]
  } catch (error) {
    return [unreadable(error)]
  } finally {
    db?.close()
  }
}

function toLines(counts: Readonly<Record<string, number>>, before = ''): string[] {
  return Object.entries(counts).map(([name, count]) => `${before}${name}: ${count}`)
}

function readLog(dataFolder: string): string[] {
  const file = join(logFolderIn(dataFolder), 'omnicrm.log')
  if (!existsSync(file)) return ['There is none.']
  let descriptor: number | null = null
  try {
    descriptor = openSync(file, 'r')
    const { size } = fstatSync(descriptor)
    const length = Math.min(size, mostLogBytes)
    const bytes = Buffer.alloc(length)
    const read = readSync(descriptor, bytes, 0, length, size - length)
    return [bytes.toString('utf8', 0, read)]
  } catch (error) {
    return [unreadable(error)]
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

function unreadable(error: unknown): string {
  return `It cannot be read: ${error instanceof Error ? error.message : String(error)}`
}
