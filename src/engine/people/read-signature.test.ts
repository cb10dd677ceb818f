import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSignature } from './read-signature.ts'

const jane = { displayName: 'Jane Doe', addressKey: 'jane@acme.example', region: null }

describe('readSignature', () => {
  it('reads a business signature', () => {
    const text =
      '-- \nJane Doe\nHead of Sales | Acme GmbH\nMobile: +49 151 23456789\nFax: +49 30 1234568\nhttps://www.acme.example/jane'
    expect(readSignature(text, jane)).toEqual({
      phones: [{ value: '+49 1512 3456789', key: '+4915123456789', confidence: 0.9 }],
      urls: [{ value: 'https://www.acme.example/jane', key: 'acme.example/jane', confidence: 0.9 }],
      title: { value: 'Head of Sales', key: 'head of sales', confidence: 0.7 },
      organization: { value: 'Acme GmbH', key: 'acme gmbh', confidence: 0.85 },
    })
  })

  it('reads numbers without a country as those of the region', () => {
    const { phones } = readSignature('Jane\nTel. 030 / 123456', { ...jane, region: 'DE' })
    expect(phones).toEqual([{ value: '+49 30 123456', key: '+4930123456', confidence: 0.9 }])
  })

  it('takes the number before the fax, and not the fax', () => {
    const { phones } = readSignature('Jane Doe\nTel +49 30 123456 Fax +49 30 123457', jane)
    expect(phones.map((phone) => phone.key)).toEqual(['+4930123456'])
  })

  it('reads several numbers of one line, and does not search a table for any', () => {
    const { phones } = readSignature('Jane Doe\nTel +49 30 123456 · Mobil +49 151 23456789 · Büro +49 40 1234567', jane)
    expect(phones.map((phone) => phone.key)).toEqual(['+4930123456', '+4915123456789', '+49401234567'])
    const table = Array.from({ length: 20 }, () => '030 1234 '.repeat(12)).join('\n')
    expect(readSignature(`Jane Doe\n${table}`, { ...jane, region: 'DE' }).phones).toEqual([])
  })

  it.each([
    ['Jane Doe\nGeschäftsführerin\nMüller & Söhne KG', 'Geschäftsführerin', 'Müller & Söhne KG'],
    ['Jane Doe\nDirectrice commerciale\nDupont SAS', 'Directrice commerciale', 'Dupont SAS'],
    ['Jane Doe, Software Engineer at Widget Works Inc.', 'Software Engineer', 'Widget Works Inc.'],
    ['Jane Doe\nProfessor of Physics\nUniversity of Springfield', 'Professor of Physics', 'University of Springfield'],
  ])('reads title and organization of %j', (text, title, organization) => {
    const facts = readSignature(text, jane)
    expect([facts.title?.value, facts.organization?.value]).toEqual([title, organization])
  })

  it('finds nothing in a farewell or a disclaimer', () => {
    const text =
      'Best regards\nJane\n\nThis e-mail may hold confidential information of Acme GmbH; if you are not the manager it was meant for, delete it and tell the sender.'
    expect(readSignature(text, jane)).toEqual({ phones: [], urls: [], title: null, organization: null })
  })

  it('believes a signature less that does not name the signer', () => {
    expect(readSignature('+49 151 23456789', jane).phones[0]?.confidence).toBe(0.68)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => void readSignature(text, jane)))
  })
})
