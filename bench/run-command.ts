// Runs a program and answers what it printed.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What the program wrote to its standard output. @throws when it cannot be started (`code` ENOENT: not installed) or fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(command, [...args], { maxBuffer: 16 * 1024 * 1024 })
  return stdout
}
