// Runs a command in a private desktop session: node scripts/with-desktop.mjs COMMAND ARGUMENT…
import { openDesktopSession } from './desktop-session.mjs'
import { runProgram } from './run-program.mjs'
import { toolEnvironment } from './set-up/paths.mjs'

const [command, ...args] = process.argv.slice(2)
if (command === undefined) {
  console.error('usage: node scripts/with-desktop.mjs COMMAND ARGUMENT...')
  process.exit(2)
}
const session = await openDesktopSession()
try {
  const env = { ...session.environment, PATH: toolEnvironment().PATH }
  process.exitCode = await runProgram(command, args, { env })
} finally {
  await session.close()
}
