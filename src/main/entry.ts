// What Electron starts: a command for the command line is run before there is any window, lock or display; anything else is the app.
import { readCommand } from './read-command.ts'

const command = readCommand(process.argv, process.defaultApp)
if (command === null) await import('./index.ts')
else {
  // Electron gets ready only after this file has been read to its end, and the command is done by then.
  process.argv.splice(1, Infinity, 'omnicrm', ...command)
  // Not one of this folder's modules: the bundle has it beside this file.
  await import(new URL('cli.js', import.meta.url).href)
  process.exit(process.exitCode)
}
