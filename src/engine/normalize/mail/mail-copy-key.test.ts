import { expect, it } from 'vitest'
import { mailCopyKey } from './mail-copy-key.ts'

const mail = { messageId: 'plan@example.org', senderKey: 'cleo@example.org', sentAtMs: 1_000 }

it('tells mails apart that share a Message-ID but not their sender or their date, and names none that lacks one of them', () => {
  const others = [{ messageId: 'plan2@example.org' }, { senderKey: 'dora@example.org' }, { sentAtMs: 2_000 }]
  const keys = [mail, ...others.map((other) => ({ ...mail, ...other }))].map(mailCopyKey)
  expect(keys.every((key) => key?.length === 22)).toBe(true)
  expect(new Set(keys).size).toBe(4)
  expect(mailCopyKey({ ...mail })).toBe(keys[0])
  const incomplete = [{ messageId: null }, { senderKey: '' }, { sentAtMs: null }]
  expect(incomplete.map((other) => mailCopyKey({ ...mail, ...other }))).toEqual([null, null, null])
})
