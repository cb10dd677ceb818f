// What a person without root rights is told when system packages are missing, tried on a pretended Debian.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const module = join(import.meta.dirname, 'system-packages.mjs')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnicrm-apt-'))
  // This computer has libnss3, libgtk-3-0 under its newer name, and knows no other package.
  command(
    'dpkg-query',
    'echo "libnss3 install ok installed"; echo "libgtk-3-0t64 install ok installed"; echo "libgbm1 deinstall ok config-files"',
  )
  command('apt-cache', 'case "$2" in libasound2t64) echo "  Candidate: 1.2";; *) echo "  Candidate: (none)";; esac')
  command('apt-get', `echo "$@" >> ${join(folder, 'calls.txt')}; cat ${join(folder, 'calls.txt')} >&2; [ "$1" = update ]`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform !== 'linux')('system packages', () => {
  it('tells exactly what to run where set-up may not install', () => {
    expect(ensure(1000)).toBe(
      'system packages are missing (a test). Run this, then the same command again:\n\n  sudo apt-get install -y libgbm1 libasound2\n',
    )
  })

  it('installs what is missing, under the name this system has for it, where it may', () => {
    const message = ensure(0)
    expect(message).toContain('apt-get could not install libgbm1 libasound2t64:')
    expect(message).toContain('install -y -qq --no-install-recommends libgbm1 libasound2t64')
  })
})

/** Asks for four packages as the given user; the pretended apt-get always fails, so there is always a message. */
function ensure(userId: number): string {
  const program = `
    import { ensureSystemPackages } from ${JSON.stringify(module)}
    process.getuid = () => ${userId}
    await ensureSystemPackages(['libnss3', 'libgtk-3-0', 'libgbm1', 'libasound2'], 'a test').catch((error) => process.stdout.write(error.message))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    encoding: 'utf8',
  })
  return stdout
}

function command(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}
