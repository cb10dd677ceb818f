import { expect, it } from 'vitest'
import { parseMailSource } from './mail-source.ts'

it('keeps the space before a soft line break, drops what transport added behind it (RFC 2045, 6.7)', () => {
  const source = [
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'dial in for the =',
    'last hour=  ',
    ', I =E2=80=93 will',
    '',
  ].join('\r\n')
  const { body } = parseMailSource(Buffer.from(source, 'latin1'))
  expect(body.toString('utf8').trimEnd()).toBe('dial in for the last hour, I – will')
})
