// Tells a command for the command line from a start of the app.
import { commandNames } from '../shared/command-names.ts'

const names: ReadonlySet<string> = new Set(commandNames)
const helpFlags: ReadonlySet<string> = new Set(['--help', '-h'])

/**
 * The words of a command (`['status', '--json']`), or null when the app itself was started. `argv` is that of Electron: its program, switches
 * of Chromium, and, where `isUnpacked`, the folder of the app.
 */
export function readCommand(argv: readonly string[], isUnpacked: boolean): string[] | null {
  const words = argv.slice(1)
  const places = words.flatMap((word, index) => (word.startsWith('-') ? [] : [index]))
  const start = isUnpacked ? places[1] : places[0]
  if (start !== undefined && names.has(words[start] ?? '')) return words.slice(start)
  return start === undefined && words.some((word) => helpFlags.has(word)) ? ['--help'] : null
}
