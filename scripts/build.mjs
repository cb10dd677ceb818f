// Builds the app into out/, and knows whether that is still needed. `node scripts/build.mjs` always builds.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from './run-program.mjs'
import { pinnedNode, root, toolEnvironment } from './set-up/paths.mjs'
import { exitOnSetUpError, say, SetUpError } from './set-up/say.mjs'
import { setUpOrExit } from './set-up.mjs'

/** Everything the bundles are made of. */
const inputs = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Holds the fingerprint of the inputs that out/ was built from. */
const stamp = join(root, 'out', 'built-from.txt')

/** Builds unless out/ was built from exactly these files. */
export async function ensureBuilt() {
  const builtFrom = existsSync(stamp) ? await readFile(stamp, 'utf8') : undefined
  if (builtFrom !== (await fingerprint())) await build()
}

/** Builds main, preload and page. */
export async function build() {
  const before = await fingerprint()
  say('building …')
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const code = await runProgram(pinnedNode(), [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: toolEnvironment(),
  })
  if (code !== 0) throw new SetUpError('the build failed (see above).')
  await writeFile(stamp, before)
}

/** Names, sizes and times of all inputs: cheap, and different after any edit. */
async function fingerprint() {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of await filesIn(join(root, input))) {
      const { size, mtimeMs } = await stat(path)
      hash.update(`${path} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** @param {string} path a file, or a folder that is walked in a stable order */
async function filesIn(path) {
  if ((await stat(path)).isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUpOrExit()
  await exitOnSetUpError(build)
}
