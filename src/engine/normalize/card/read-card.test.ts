import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCard, UnreadableCardError } from './read-card.ts'

const card = (...lines: string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const nothing = { organization: null, title: null, addresses: [], phones: [], urls: [], birthday: null, notes: null }

describe('readCard', () => {
  it('reads version 3.0 with groups, preferences, escapes and folded lines', () => {
    const text = card(
      'VERSION:3.0',
      'FN:Doe\\, Jane',
      'N:Doe;Jane;;Dr.;',
      'item1.EMAIL;TYPE=INTERNET,HOME:jane@example.org',
      'EMAIL;TYPE="WORK,pref":jane@acm',
      ' e.example',
      'ORG:Acme\\; Sons;Sales',
      'TITLE:Head of Sales',
      'TEL;TYPE=CELL:+49 151 23456789',
      'item2.URL:https\\://acme.example',
      'BDAY:1985-04-12',
      'NOTE:First\\nSecond',
      'X-BROKEN',
      'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
    )
    expect(readCard(text)).toEqual({
      displayName: 'Doe, Jane',
      organization: 'Acme; Sons',
      title: 'Head of Sales',
      addresses: ['jane@acme.example', 'jane@example.org'],
      phones: ['+49 151 23456789'],
      urls: ['https://acme.example'],
      birthday: '1985-04-12',
      notes: 'First\nSecond',
    })
  })

  it('reads version 2.1 with bare types, charsets and soft line breaks', () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen',
      'ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=A4ckerei =',
      'M=C3=BCller, Berlin;Backstube',
      'TEL;HOME;VOICE:030 123456',
      'EMAIL;INTERNET;PREF:juergen@example.org',
    )
    expect(readCard(text)).toEqual({
      ...nothing,
      displayName: 'Jürgen Müller',
      organization: 'Bäckerei Müller, Berlin',
      phones: ['030 123456'],
      addresses: ['juergen@example.org'],
    })
  })

  it('reads version 4.0 with URIs and a birthday without a year', () => {
    const text = card(
      'VERSION:4.0',
      'FN:Jane Doe',
      'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5',
      'BDAY:--0412',
    )
    expect(readCard(text)).toEqual({
      ...nothing,
      displayName: 'Jane Doe',
      phones: ['+1-555-555-5555 ext. 5'],
      birthday: '--04-12',
    })
  })

  it.each([
    ['N:Doe;Jane;Mary;;', 'Jane Mary Doe'],
    ['NICKNAME:Janey', 'Janey'],
    ['ORG:Acme', 'Acme'],
    ['EMAIL:jane@example.org', 'jane@example.org'],
  ])('names a card without a full name by %s', (line, name) => {
    expect(readCard(card('VERSION:3.0', line)).displayName).toBe(name)
  })

  it('says why it cannot read what is no card, and a card of nobody', () => {
    expect(() => readCard('hello')).toThrow(new UnreadableCardError('This is not a vCard.'))
    expect(() => readCard(card('VERSION:3.0', 'TEL:1'))).toThrow(new UnreadableCardError('The card names nobody.'))
  })

  it('reads anything or says that it cannot', () => {
    const line = fc.tuple(
      fc.constantFrom('FN', 'N', 'EMAIL', 'TEL', 'ORG', 'BDAY', 'NOTE', 'X-A', 'item1.URL', ''),
      fc.constantFrom('', ';', ';TYPE=a', ';ENCODING=QUOTED-PRINTABLE', ';CHARSET=nope;QUOTED-PRINTABLE', ';"', ';ENCODING=b'),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('2.1', '3.0', '4.0', ''), (lines, version) => {
        try {
          expect(
            readCard(card(`VERSION:${version}`, ...lines.map(([name, parameters, value]) => `${name}${parameters}:${value}`)))
              .displayName,
          ).not.toBe('')
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableCardError)
        }
      }),
    )
  })
})
