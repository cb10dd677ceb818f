// Writes the app's log into the data folder: redacted, rotated, readable by its owner only.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import log from 'electron-log/node'
import { createLineLogger, type LogLine } from '../../engine/threads/log-line.ts'
import { logFolderIn } from '../../engine/data-folder/data-folder.ts'
import { redact } from '../../engine/diagnostics/redact.ts'
import type { Logger } from '../../engine/logger.ts'

/** One older file is kept beside the current one. */
const largestFileBytes = 5_000_000

/** Where lines go. */
export interface LogFile {
  /** Lines of the threads. */
  write(line: LogLine): void
  /** Main's own. */
  readonly logger: Logger
}

/** Opens the log of a data folder. A folder that cannot be written to leaves the console. */
export function openLogFile(dataFolder: string): LogFile {
  const folder = logFolderIn(dataFolder)
  const instance = log.create({ logId: 'omnicrm' })
  const { file, console: terminal } = instance.transports
  terminal.level = 'warn'
  terminal.format = '{text}'
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    file.level = 'info'
    file.resolvePathFn = () => join(folder, 'omnicrm.log')
    file.maxSize = largestFileBytes
    file.sync = false
    file.writeOptions = { flag: 'a', encoding: 'utf8', mode: 0o600 }
    file.format = '{iso} {level} {text}'
  } catch {
    file.level = false
  }
  const write = ({ level, from, message, fields }: LogLine): void => {
    const told = Object.entries(fields).map(([name, value]) => ` ${name}=${redact(String(value))}`)
    instance[level](redact(`[${from}] ${message}${told.join('')}`))
  }
  return { write, logger: createLineLogger('main', write) }
}
