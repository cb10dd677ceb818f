// Builds better-sqlite3 for an Electron that is older than its ready binary.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keepBinary, restoreBinary } from './cached-binary.mjs'
import { nodeHeaders, nodeModules, pinnedNode, toolEnvironment } from './paths.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { say, SetUpError } from './say.mjs'
import { ensureBuildPackages } from './system-packages.mjs'

/**
 * The ready binary refers to strings with references, which is Node-API 10; older Electrons crash on
 * it. With these flags the source takes the experimental form of the same calls, which Node-API 9 has.
 */
const nodeApi9Flags = '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/** better-sqlite3 picks this file before its ready binary; it runs on every Node and Electron we use. */
const folder = join(nodeModules, 'better-sqlite3')
const binary = join(folder, 'build', 'Release', 'better_sqlite3.node')

/** Makes sure better-sqlite3 loads in an Electron with Node-API 9. */
export async function ensureBetterSqlite3ForNodeApi9() {
  if (existsSync(binary)) return
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const cachedName = `better-sqlite3-${version}-node-api-9-${process.platform}-${process.arch}.node`
  if (await restoreBinary(cachedName, binary)) return
  await ensureBuildPackages('compiling better-sqlite3')
  say('compiling better-sqlite3 for this Electron (about 80 seconds, once) …')
  const gyp = join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js')
  const headers = nodeHeaders()
  const args = [gyp, 'rebuild', '--release', '--force_build=1', '-j', '2', ...(headers ? [`--nodedir=${headers}`] : [])]
  const { code, output } = await runCommand(pinnedNode(), args, {
    cwd: folder,
    env: toolEnvironment({ CXXFLAGS: nodeApi9Flags }),
  })
  if (code !== 0) throw new SetUpError(`better-sqlite3 could not be compiled:\n${lastLines(output)}`)
  await keepBinary(cachedName, binary)
}
