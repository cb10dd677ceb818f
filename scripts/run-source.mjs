// Runs a TypeScript program of the project without a build: node scripts/run-source.mjs [--window] FILE ARGUMENT…
// Whatever is missing is set up first, with its messages on stderr; `--window` when the program opens windows.
import { join } from 'node:path'
import { runProgram } from './run-program.mjs'
import { pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { setUpOrExit } from './set-up.mjs'

const given = process.argv.slice(2)
const window = given[0] === '--window'
const [file, ...args] = window ? given.slice(1) : given
if (file === undefined) {
  console.error('usage: node scripts/run-source.mjs [--window] FILE ARGUMENT...')
  process.exit(2)
}
await setUpOrExit({ window })
process.exitCode = await runProgram(pinnedNode(), ['--disable-warning=ExperimentalWarning', join(root, file), ...args], {
  env: toolEnvironment(),
})
