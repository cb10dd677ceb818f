// `npm start`: sets up, builds what changed, and opens the app. Arguments go on to it.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { openDesktopSession } from './desktop-session.mjs'
import { electronArguments, electronExecutable } from './electron-command.mjs'
import { runProgram } from './run-program.mjs'
import { root, toolEnvironment } from './set-up/paths.mjs'
import { exitOnSetUpError, say } from './set-up/say.mjs'
import { hasDesktop, setUpOrExit } from './set-up.mjs'

/** Where the keychain of a computer without a desktop is kept, so that accounts stay connected. */
const keyringFolder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'omnicrm-desktop', 'headless')

await setUpOrExit()
await exitOnSetUpError(ensureBuilt)

const args = [...electronArguments(), root, ...process.argv.slice(2)]
if (hasDesktop()) {
  process.exitCode = await runProgram(electronExecutable(), args, { cwd: root, env: toolEnvironment() })
} else {
  say('no display was found: OmniCRM Desktop runs on a virtual one (Xvfb), with a keychain of its own. Ctrl+C ends it.')
  const session = await openDesktopSession({ keyringFolder })
  try {
    // A virtual display has no graphics card.
    const withoutGpu = ['--disable-gpu', ...args]
    process.exitCode = await runProgram(electronExecutable(), withoutGpu, {
      cwd: root,
      env: toolEnvironment(session.environment),
    })
  } finally {
    await session.close()
  }
}
