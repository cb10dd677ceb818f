// Whatever a page sends, main answers with a value and goes on.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { calls, type CallChannel } from '../src/shared/ipc/contract.ts'
import { expect, test } from './fixtures/test.ts'

/** Values that can cross to another process, and have no business there. */
const junk = fc.sample(
  fc.oneof(fc.jsonValue(), fc.constantFrom(null, undefined, -1, Number.NaN, '', 'x'.repeat(10_000), [], {})),
  {
    numRuns: 25,
    seed: 7,
  },
)

test('junk on every channel is refused with a reason', async ({ app }) => {
  const page = await app.page()
  for (const channel of Object.keys(calls) as CallChannel[]) {
    const unfit: unknown[] = junk.filter((value) => !calls[channel].input.safeParse(value).success)
    const kinds = await page.evaluate(
      async ({ name, values }) => {
        const results = await Promise.all(
          values.map((value) => window.omnicrm.call(name as 'status.get', value as Record<string, never>)),
        )
        return [...new Set(results.map((result) => (result.ok ? 'done' : result.error.kind)))]
      },
      { name: channel, values: unfit },
    )
    expect(kinds, channel).toEqual(['invalid_input'])
  }
  expect(await app.call('app.info', {})).toMatchObject({ ok: true })
})

test('channels that are not in the contract are refused, and what cannot be sent is too', async ({ app }) => {
  const page = await app.page()
  const kinds = await page.evaluate(async () => {
    const names: unknown[] = [
      '',
      '__proto__',
      'constructor',
      'toString',
      'engine.stop',
      'accounts.connected',
      'power.suspend',
      7,
      null,
      {},
    ]
    const results = await Promise.all(names.map((name) => window.omnicrm.call(name as 'status.get', {})))
    const unsendable = await window.omnicrm.call('status.get', { loop: Symbol('unsendable') } as never).catch(() => null)
    return { kinds: results.map((result) => (result.ok ? 'done' : result.error.kind)), unsendable: unsendable?.ok ?? false }
  })
  expect(kinds).toEqual({ kinds: Array.from({ length: 10 }, () => 'invalid_input'), unsendable: false })
})

test('dropped files are imported by where they really lie; what is no file is refused', async ({ app, dataFolder }) => {
  const mail = join(dataFolder, '..', 'hello.eml')
  writeFileSync(
    mail,
    'From: Bob <bob@example.com>\r\nTo: ada@example.com\r\nSubject: Hello\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n\r\nHow are you?\r\n',
  )
  const page = await app.page()
  const refused = await page.evaluate(async () => {
    const made = new File(['text'], 'made-in-the-page.eml')
    const results = await Promise.all(
      [[], [made], ['/etc/passwd'], [{ path: '/etc/passwd' }], [null]].map((files) => window.omnicrm.importDropped(files)),
    )
    return results.map((result) => (result.ok ? 'done' : result.error.kind))
  })
  expect(refused).toEqual(['invalid_input', 'invalid_input', 'invalid_input', 'invalid_input', 'invalid_input'])

  const chooser = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file' }))
  await chooser.setInputFiles(mail)
  const imported = await chooser.evaluate((input) => window.omnicrm.importDropped([...(input.files ?? [])]))
  expect(imported).toEqual({ ok: true, value: { jobId: expect.any(Number) } })
  await expect.poll(async () => (await app.ask('status.get', {})).counts.interactions).toBe(1)
})

test('the page cannot name files to import, nor open what is no web or mail link', async ({ app }) => {
  const opened = await app.replaceBrowser({ follow: false })
  expect(await app.call('files.import', { paths: ['/etc/passwd'] })).toMatchObject({
    ok: false,
    error: { kind: 'invalid_input' },
  })
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://server/share',
    '\\\\server\\share',
    'http://example.com',
  ]) {
    expect(await app.call('app.openExternal', { url })).toMatchObject({ ok: false, error: { kind: 'invalid_input' } })
  }
  expect(await app.call('app.openExternal', { url: 'https://example.com/' })).toEqual({ ok: true, value: {} })
  expect(await opened()).toEqual(['https://example.com/'])
})
