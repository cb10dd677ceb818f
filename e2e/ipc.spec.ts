// Whatever a page sends, main answers with a value and goes on.
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
    const unfit = junk.filter((value) => !calls[channel].input.safeParse(value).success)
    const kinds = await page.evaluate(
      async ({ name, values }) => {
        const results = await Promise.all(
          values.map((value) => window.omnicrm.call(name as 'status.get', value as Record<string, never>)),
        )
        return [...new Set(results.map((result) => (result.ok ? 'done' : result.error.kind)))]
      },
      { name: channel as string, values: unfit as unknown[] },
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
