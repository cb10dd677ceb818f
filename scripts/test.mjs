// `npm test`: set-up, checks, build, unit tests, end-to-end tests; its last line tells how many tests passed and failed.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { runChecks } from './check.mjs'
import { runPlaywright, withTestDesktop } from './end-to-end.mjs'
import { runProgram } from './run-program.mjs'
import { nodeModules, pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { say, SetUpError } from './set-up/say.mjs'
import { setUpOrExit } from './set-up.mjs'

/** @typedef {{ passed: number, failed: number }} Count */

const results = join(root, 'test-results')
const isLong = process.argv.includes('--long')

await setUpOrExit({ headless: true })
await rm(results, { recursive: true, force: true })
await mkdir(results, { recursive: true })

/** @type {string[]} */
const failures = (await runChecks()).map((name) => `the check of ${name}`)

const isBuilt = await build()
const counts = await withTestDesktop(async (desktop) => {
  const environment = {
    ...desktop,
    ...(isLong ? { OMNICRM_TEST_LONG: '1' } : {}),
    ...(isBuilt ? { OMNICRM_TEST_CLI: join(root, 'out', 'main', 'cli.js') } : {}),
  }
  const unit = await runUnitTests(environment)
  if (!isBuilt) return [unit]
  // What is measured has the computer to itself; the others wait for windows more than for processors.
  return [unit, await runEndToEndTests('measured', 1, environment), await runEndToEndTests('shown', 2, environment)]
})

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
if (failed > 0) failures.push(`${failed} tests`)
if (passed + failed === 0) failures.push('no test ran')
if (failures.length > 0) say(`FAILED: ${failures.join(', ')}.`)
process.exitCode = failures.length > 0 ? 1 : 0
console.log(`${passed} passed, ${failed} failed`)

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Count>}
 */
async function runUnitTests(environment) {
  say('running the unit tests …')
  const report = join(results, 'unit.json')
  const vitest = join(nodeModules, 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runProgram(pinnedNode(), args, { cwd: root, env: toolEnvironment(environment) })
  return await countTests('the unit tests', code, report, (/** @type {any} */ content) => ({
    passed: content.numPassedTests,
    failed: content.numFailedTests,
  }))
}

/** Answers whether there is a build to test. */
async function build() {
  try {
    await ensureBuilt()
    return true
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    say(error.message)
    failures.push('the build')
    return false
  }
}

/**
 * @param {string} project of Playwright's configuration
 * @param {number} workers how many at a time
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Count>}
 */
async function runEndToEndTests(project, workers, environment) {
  say(`running the end-to-end tests, ${project} …`)
  const report = join(results, `e2e-${project}.json`)
  const output = join(results, `e2e-${project}`)
  const code = await runPlaywright([`--project=${project}`, `--workers=${workers}`, `--output=${output}`], {
    ...environment,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  return await countTests(`the end-to-end tests, ${project}`, code, report, (/** @type {any} */ content) => ({
    passed: content.stats.expected,
    failed: content.stats.unexpected + content.stats.flaky,
  }))
}

/**
 * Believes a runner's exit code as well as its numbers: a crash after the last test is a failure too.
 * @param {string} name
 * @param {number} code
 * @param {string} report
 * @param {(content: unknown) => Count} count
 * @returns {Promise<Count>}
 */
async function countTests(name, code, report, count) {
  // A runner that fell over before its end leaves no report: its exit code says so.
  const result = existsSync(report) ? count(JSON.parse(await readFile(report, 'utf8'))) : { passed: 0, failed: 0 }
  if (code !== 0 && result.failed === 0) failures.push(`${name} (exit code ${code})`)
  return result
}
