import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalAddressKey } from './address-key.ts'
import { isFreeMailDomain, judgeAddress, organizationDomainOf } from './address-nature.ts'

describe('canonicalAddressKey', () => {
  it.each([
    ['Jane.Doe@Example.COM', 'jane.doe@example.com'],
    ['Jane.D.oe+news@GMail.com', 'janedoe@gmail.com'],
    ['jane.doe@googlemail.com', 'janedoe@gmail.com'],
    ['jane+tag@outlook.com', 'jane@outlook.com'],
    ['jane.doe+tag@example.org', 'jane.doe+tag@example.org'],
    ['jörg@BÜCHER.example', 'jörg@xn--bcher-kva.example'],
    [' <jane@example.com> ', 'jane@example.com'],
    ['mailto:jane@example.com', 'jane@example.com'],
    ['jane@example.com.', 'jane@example.com'],
    ['jane', ''],
    ['@example.com', ''],
    ['jane@', ''],
    ['jane doe@example.com', ''],
    ['', ''],
  ])('%s is known as %s', (address, key) => {
    expect(canonicalAddressKey(address)).toBe(key)
  })

  it('is the key of itself, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (address) => {
        const key = canonicalAddressKey(address)
        expect(canonicalAddressKey(key)).toBe(key)
      }),
    )
  })
})

describe('judgeAddress', () => {
  it.each([
    ['lister@example.org', '', 'person'],
    ['newsom@example.org', '', 'person'],
    ['norman@example.org', '', 'person'],
    ['infante@example.org', '', 'person'],
    ['info@example.org', 'Example', 'role'],
    ['alexa@example.org', 'Alexa Moreno', 'person'],
    ['alexa@example.org', '', 'role'],
    ['no-reply@example.org', '', 'automatic'],
    ['orders.noreply@example.org', '', 'automatic'],
    ['bounces+1234@example.org', '', 'automatic'],
    ['online#3.20169.fa-3pm.1@news.example.org', '', 'automatic'],
    ['2.20445.33-5_gug.1@mail.example.org', '', 'automatic'],
    ['12345678@example.org', '', 'person'],
    ['jane.1985@example.org', '', 'person'],
    ['planning@lists.example.org', '', 'role'],
    ['widget-devel@example.org', '', 'role'],
    ['hello@ianbell.example', 'Ian Andrew Bell', 'person'],
    ['hello@widgets.example', 'Ian Andrew Bell', 'role'],
    ['c_1a2b@resource.calendar.google.com', 'Room', 'resource'],
  ])('%s (%s) is a %s', (addressKey, name, nature) => {
    expect(judgeAddress(addressKey, name)).toBe(nature)
  })
})

it('knows free mail from an organization’s own', () => {
  expect([
    isFreeMailDomain('gmail.com'),
    isFreeMailDomain('example.org'),
    organizationDomainOf('a@mail.example.org'),
    organizationDomainOf('a@web.de'),
  ]).toEqual([true, false, 'example.org', null])
})
