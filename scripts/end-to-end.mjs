// `npm run e2e`: drives the built app in a real Electron, on a display and a keychain of its own. Arguments go on to Playwright.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { openDesktopSession } from './desktop-session.mjs'
import { runProgram } from './run-program.mjs'
import { nodeModules, pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { exitOnSetUpError } from './set-up/say.mjs'
import { setUpOrExit } from './set-up.mjs'

/**
 * Runs Playwright in a desktop session and resolves with its exit code.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment that of the session
 */
export function runPlaywright(args, environment) {
  const script = join(nodeModules, '@playwright', 'test', 'cli.js')
  return runProgram(pinnedNode(), [script, 'test', ...args], { cwd: root, env: toolEnvironment(environment) })
}

/**
 * Gives the tests a desktop of their own, so that they neither disturb nor depend on the person's.
 * @template Value
 * @param {(environment: NodeJS.ProcessEnv) => Promise<Value>} run
 * @returns {Promise<Value>}
 */
export async function withTestDesktop(run) {
  if (process.platform !== 'linux') return await run(withoutHooks(process.env))
  const session = await openDesktopSession()
  try {
    return await run(withoutHooks(session.environment))
  } finally {
    await session.close()
  }
}

/** A test must not meet the data folder or the stand-in for Google of whoever started it. */
function withoutHooks(/** @type {NodeJS.ProcessEnv} */ environment) {
  const hooks = new Set(['OMNICRM_DATA_DIR', 'OMNICRM_GOOGLE_ORIGIN', 'OMNICRM_KEYCHAIN_SERVICE'])
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !hooks.has(name)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUpOrExit({ headless: true })
  await exitOnSetUpError(ensureBuilt)
  process.exitCode = await withTestDesktop((environment) => runPlaywright(process.argv.slice(2), environment))
}
