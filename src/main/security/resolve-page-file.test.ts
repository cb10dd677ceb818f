import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolvePageFile } from './resolve-page-file.ts'

let outside: string
let folder: string

beforeAll(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'omnicrm-page-')))
  folder = join(outside, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(outside, 'page-beside'))
  for (const file of ['secret.txt', 'page/index.html', 'page/assets/app.js', 'page/assets/a b.css', 'page-beside/index.html']) {
    writeFileSync(join(outside, file), file)
  }
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'assets', 'link.txt'))
  symlinkSync(outside, join(folder, 'assets', 'up'))
  symlinkSync(join(folder, 'index.html'), join(folder, 'assets', 'inside.html'))
})

afterAll(() => rmSync(outside, { recursive: true }))

describe('resolvePageFile', () => {
  it.each([
    ['app://omnicrm/index.html', 'index.html'],
    ['app://omnicrm/index.html?x=1#/people/12', 'index.html'],
    ['app://omnicrm/assets/app.js', 'assets/app.js'],
    ['app://omnicrm/assets/a%20b.css', 'assets/a b.css'],
    ['app://omnicrm/assets/../index.html', 'index.html'],
    ['app://omnicrm/assets/inside.html', 'index.html'],
  ])('finds %s', async (url, file) => {
    expect(await resolvePageFile(folder, url)).toBe(join(folder, file))
  })

  it.each([
    'app://omnicrm/',
    'app://omnicrm/assets',
    'app://omnicrm/assets/',
    'app://omnicrm/missing.js',
    'app://omnicrm/../secret.txt',
    'app://omnicrm/..%2fsecret.txt',
    'app://omnicrm/..%2Fsecret.txt',
    'app://omnicrm/%2e%2e/secret.txt',
    'app://omnicrm/%2e%2e%2fsecret.txt',
    'app://omnicrm/assets/..%5c..%5csecret.txt',
    'app://omnicrm/assets%2f..%2f..%2fsecret.txt',
    'app://omnicrm/..%5csecret.txt',
    'app://omnicrm/..%252fsecret.txt',
    'app://omnicrm/index.html%00.txt',
    'app://omnicrm/%00',
    'app://omnicrm/%',
    'app://omnicrm/%ff%fe',
    'app://omnicrm/C:/windows/win.ini',
    'app://omnicrm//etc/passwd',
    'app://omnicrm/%2fetc%2fpasswd',
    'app://omnicrm/../page-beside/index.html',
    'app://omnicrm/assets/link.txt',
    'app://omnicrm/assets/up/secret.txt',
    'app://other/index.html',
    'app://user@omnicrm/index.html',
    'app://omnicrm:80/index.html',
    'app:index.html',
    'file:///etc/passwd',
    'https://omnicrm/index.html',
    'not an address',
    '',
  ])('refuses %j', async (url) => {
    expect(await resolvePageFile(folder, url)).toBeNull()
  })

  it('never leaves its folder, whatever is asked', async () => {
    const pieces = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2f',
      '%5c',
      '%2e',
      '%00',
      '%252e',
      'assets',
      'up',
      'link.txt',
      'secret.txt',
      'index.html',
      ':',
      '~',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (path) => {
        const file = await resolvePageFile(folder, `app://omnicrm/${path.join('')}`)
        expect(file === null || file.startsWith(folder + sep)).toBe(true)
      }),
    )
  })
})
