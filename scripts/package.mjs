// `npm run package`: builds and packs the app into dist/, as a folder unless arguments name installers for electron-builder.
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { runProgram } from './run-program.mjs'
import { nodeModules, pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { exitOnSetUpError } from './set-up/say.mjs'
import { setUpOrExit } from './set-up.mjs'

const given = process.argv.slice(2)
await setUpOrExit()
await exitOnSetUpError(ensureBuilt)
const builder = join(nodeModules, 'electron-builder', 'cli.js')
const args = given.length > 0 ? given : ['--dir']
process.exitCode = await runProgram(pinnedNode(), [builder, '--publish', 'never', ...args], { cwd: root, env: toolEnvironment() })
