// `npm run lock`, after dependencies changed: names in package-lock.json the optional packages of other platforms.
// npm leaves out those that its registry did not serve (some mirrors hold one platform only), and then refuses
// its own lock file. Their parents name exact versions, so they can be added without asking anybody.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './set-up/paths.mjs'

/** @typedef {{ version?: string, optional?: boolean, dev?: boolean, devOptional?: boolean, optionalDependencies?: Record<string, string> }} Entry */

const operatingSystems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
/** @type {Record<string, string>} */
const cLibraries = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }
/** Names that some packages use for a processor or system. @type {Record<string, string>} */
const otherNames = { windows: 'win32', armv7: 'arm', armhf: 'arm', x86_64: 'x64', aarch64: 'arm64' }

const path = join(root, 'package-lock.json')
const lock = JSON.parse(await readFile(path, 'utf8'))
/** @type {Record<string, Entry>} */
const packages = lock.packages

const added = []
for (const [place, entry] of Object.entries(packages)) {
  if (place === '') continue
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name) || !/^\d+\.\d+\.\d+/.test(version)) continue
    const platform = platformOf(name)
    if (platform === undefined) throw new Error(`${name}, an optional dependency of ${place}, names no platform`)
    const kind = entry.dev === true ? { dev: true } : {}
    packages[`node_modules/${name}`] = { version, ...kind, optional: true, ...platform }
    added.push(name)
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added.length} packages of other platforms added to package-lock.json.`)

/**
 * Looks where Node would: beside the package, then in every folder above it.
 * @param {string} place
 * @param {string} name
 */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[candidate] !== undefined) return true
    if (folder === '') return false
  }
}

/** What the end of a name like `binding-linux-arm64-musl` says, in npm's words. */
function platformOf(/** @type {string} */ name) {
  const words = name.split(/[/-]/).map((word) => otherNames[word] ?? word)
  const os = words.find((word) => operatingSystems.includes(word))
  const cpu = words.find((word) => processors.includes(word))
  const libc = words.map((word) => cLibraries[word]).find((word) => word !== undefined)
  if (os === undefined && cpu === undefined) return undefined
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && os === 'linux' && { libc: [libc] }) }
}
