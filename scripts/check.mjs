// `npm run check`: lock file, types, lint with the import rules, format, dead code. All of them run, even when one fails.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from './run-program.mjs'
import { npmCommand } from './set-up/node-modules.mjs'
import { lastLines, runCommand } from './set-up/run-command.mjs'
import { nodeModules, pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { say } from './set-up/say.mjs'
import { setUpOrExit } from './set-up.mjs'

const checks = [
  { name: 'types', script: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'lint', script: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'format', script: 'oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'dead code', script: 'knip/bin/knip.js', args: [] },
]

/**
 * Runs every check.
 * @returns {Promise<string[]>} the names of those that failed
 */
export async function runChecks() {
  const failed = (await isLockFileComplete()) ? [] : ['the lock file']
  for (const { name, script, args } of checks) {
    say(`checking ${name} …`)
    const code = await runProgram(pinnedNode(), [join(nodeModules, script), ...args], { cwd: root, env: toolEnvironment() })
    if (code !== 0) failed.push(name)
  }
  return failed
}

/** A clean install accepts package-lock.json; when it would not, `npm run lock` is what was forgotten. */
async function isLockFileComplete() {
  say('checking the lock file …')
  const npm = npmCommand()
  const { code, output } = await runCommand(npm.command, [...npm.args, 'ci', '--dry-run', '--loglevel=error'], { cwd: root })
  if (code !== 0) say(`package-lock.json does not fit package.json: run "npm run lock".\n${lastLines(output.slice(0, 2_000))}`)
  return code === 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUpOrExit({ window: false })
  const failed = await runChecks()
  if (failed.length > 0) {
    say(`failed: ${failed.join(', ')}.`)
    process.exitCode = 1
  } else {
    say('all checks passed.')
  }
}
