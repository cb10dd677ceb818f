// Says where a person's data lives, the same for the desktop app and the command line.
import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The environment, as a plain map. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Absolute path of the data folder: `given` (an option), else `OMNICRM_DATA_DIR`, else the platform's place for an app's data. */
export function resolveDataFolder(environment: Environment, given?: string): string {
  const chosen = given ?? environment['OMNICRM_DATA_DIR']
  return chosen ? resolve(chosen) : join(applicationData(environment), 'OmniCRM Desktop')
}

/** Makes the folder, readable by its owner only, also where it was there before. */
export function createDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

/** Where log files go. */
export function logFolderIn(dataFolder: string): string {
  return join(dataFolder, 'logs')
}

function applicationData(environment: Environment): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  if (process.platform === 'win32') return environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')
  return environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share')
}
