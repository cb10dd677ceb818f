import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

describe('redact', () => {
  it.each([
    ['sent to ada@example.com, twice', 'sent to [address], twice'],
    ['From: "Ada" <ada.l+crm@mail.example.org>.', 'From: "Ada" <[address]>.'],
    ['Authorization: Bearer ya29.a0-bc_D', 'Authorization: Bearer [secret]'],
    ['got ya29.a0AfH6SMBx-y_z today', 'got [secret] today'],
    ['kept 1//0gAbCdEfGhIjKlMnOpQrStUv', 'kept [secret]'],
    ['GOCSPX-abc_DEF-123', '[secret]'],
    ['http://127.0.0.1:4711/?state=xyz&code=4/0Ab-c&scope=a', 'http://127.0.0.1:4711/?state=[secret]&code=[secret]&scope=a'],
    ['{"refresh_token":"short","expires_in":3599}', '{"refresh_token":"[secret]","expires_in":3599}'],
    ['eyJhbGciOi.eyJzdWIi.c2ln', '[secret]'],
    ['at run (file:///app/out/main/index.js:12:3)', 'at run (file:///app/out/main/index.js:12:3)'],
    ['410 fullSyncRequired for calendar 3', '410 fullSyncRequired for calendar 3'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected)
  })

  it('leaves no address in any line', () => {
    const around = fc.string().filter((text) => !text.includes('@'))
    fc.assert(
      fc.property(around, fc.emailAddress(), around, (before, address, after) => {
        expect(redact(`${before} ${address} ${after}`)).not.toContain(address)
      }),
    )
  })
})
