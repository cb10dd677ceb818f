// Gives keytar its native part: its own ready binary where it can be had, compiled from its source elsewhere.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keepBinary, restoreBinary } from './cached-binary.mjs'
import { nodeHeaders, nodeModules, pinnedNode, toolEnvironment } from './paths.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { say, SetUpError } from './say.mjs'
import { ensureBuildPackages } from './system-packages.mjs'

const folder = join(nodeModules, 'keytar')
const binary = join(folder, 'build', 'Release', 'keytar.node')

/**
 * keytar's own binaries use this Node-API, so one file serves every Node and Electron. A build that asks
 * for the newest one (what node-gyp does unless told) crashes in an older Electron.
 */
const nodeApi = 3

/** Makes sure keytar loads. */
export async function ensureKeytar() {
  if (existsSync(binary)) return
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const cachedName = `keytar-${version}-node-api-${nodeApi}-${process.platform}-${process.arch}.node`
  if (await restoreBinary(cachedName, binary)) return
  say("fetching keytar's binary …")
  const env = toolEnvironment()
  const ready = await runCommand(pinnedNode(), [join(nodeModules, 'prebuild-install', 'bin.js')], {
    cwd: folder,
    env,
    limitMs: 30_000,
  })
  if (ready.code !== 0 || !existsSync(binary)) await compile(env)
  await keepBinary(cachedName, binary)
}

async function compile(/** @type {NodeJS.ProcessEnv} */ env) {
  await ensureBuildPackages('compiling keytar')
  say('there is none to be had: compiling keytar (some seconds, once) …')
  const headers = nodeHeaders()
  const args = [
    join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js'),
    'rebuild',
    `--napi_build_version=${nodeApi}`,
    ...(headers ? [`--nodedir=${headers}`] : []),
  ]
  const { code, output } = await runCommand(pinnedNode(), args, { cwd: folder, env })
  if (code !== 0) throw new SetUpError(`keytar could not be compiled:\n${lastLines(output)}`)
}
