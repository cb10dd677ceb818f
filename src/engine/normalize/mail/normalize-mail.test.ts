// One test for each thing that real mails do to programs that read them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlToPlainAtOnce } from './html-to-plain.ts'
import { finishAtOnce } from '../steps.ts'
import { normalizeMail } from './normalize-mail.ts'
import type { NormalizedMail } from './normalized-mail.ts'
import { readGmailMail } from './read-gmail-mail.ts'
import { readRawMail } from './read-raw-mail.ts'

const seenAtMs = Date.UTC(2026, 5, 1)
const sentAtMs = Date.UTC(2026, 2, 3, 9, 0)

/** Normalizes a mail given as lines (strings as latin1, so that any byte can be written). */
function read(...lines: (string | Buffer)[]): NormalizedMail {
  const bytes = Buffer.concat(
    lines.flatMap((line) => [typeof line === 'string' ? Buffer.from(line, 'latin1') : line, Buffer.from('\r\n')]),
  )
  return finishAtOnce(normalizeMail(readRawMail(bytes), { seenAtMs }))
}

const people = ['From: Ann Lee <ann@example.com>', 'To: bo@example.org', 'Date: Tue, 3 Mar 2026 10:00:00 +0100'] as const

describe('a whole mail', () => {
  test('a reply with alternatives, an attachment and a quote becomes one normalized mail', () => {
    const mail = read(
      'Received: from mx.example.org by mail.example.org; Tue, 3 Mar 2026 10:00:05 +0100',
      ...people,
      'Cc: "Cid, Dora" <dora@example.net>, bo@example.org',
      'Reply-To: team@example.com',
      'Subject: =?utf-8?q?Re:_Gr=C3=BC=C3=9Fe?= =?utf-8?b?IPCfjok=?=',
      'Message-ID: <m3@example.com>',
      'In-Reply-To: <m2@example.org>',
      'References: <m1@example.com> <m2@example.org>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="outer"',
      '',
      'This is a message in MIME format.',
      '--outer',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      '--inner',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Sch=C3=B6n, das machen wir am =',
      'Freitag.',
      '',
      'Viele Gr=C3=BC=C3=9Fe',
      'Ann Lee',
      '',
      'On Mon, 2 Mar 2026, Bo <bo@example.org> wrote:',
      '> Geht das?',
      '--inner',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Schön</p>',
      '--inner--',
      '--outer',
      "Content-Type: application/pdf; name*=utf-8''Angebot%20%C3%BC.pdf",
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment',
      '',
      Buffer.alloc(1000, 7).toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--outer--',
    )
    expect(mail).toEqual({
      messageId: 'm3@example.com',
      references: ['m1@example.com', 'm2@example.org'],
      gmailThreadId: null,
      subject: 'Re: Grüße 🎉',
      occurredAtMs: sentAtMs,
      sentAtMs,
      participants: [
        { role: 'from', address: 'ann@example.com', name: 'Ann Lee' },
        { role: 'reply_to', address: 'team@example.com', name: '' },
        { role: 'to', address: 'bo@example.org', name: '' },
        { role: 'cc', address: 'dora@example.net', name: 'Cid, Dora' },
        { role: 'cc', address: 'bo@example.org', name: '' },
      ],
      writtenText: 'Schön, das machen wir am Freitag.',
      quotedText: 'On Mon, 2 Mar 2026, Bo <bo@example.org> wrote:\n> Geht das?',
      signatureText: 'Viele Grüße\nAnn Lee',
      html: '<p>Schön</p>',
      snippet: 'Schön, das machen wir am Freitag.',
      attachments: [{ name: 'Angebot ü.pdf', mimeType: 'application/pdf', sizeBytes: 1000 }],
      labels: [],
      bulkReason: null,
      language: 'de',
      wasDelivered: true,
    } satisfies NormalizedMail)
  })

  test('a Gmail message is read from its JSON tree, and Gmail’s own date wins', () => {
    const encode = (text: string, encoding: BufferEncoding = 'utf8'): string => Buffer.from(text, encoding).toString('base64url')
    const message = {
      id: '18f0',
      threadId: '18ef',
      labelIds: ['INBOX', 'CATEGORY_PROMOTIONS'],
      internalDate: String(sentAtMs),
      snippet: 'x',
      historyId: '1',
      payload: {
        mimeType: 'multipart/mixed',
        filename: '',
        headers: [
          { name: 'From', value: 'Shop <shop@example.com>' },
          { name: 'Date', value: 'never' },
          { name: 'Message-Id', value: '<g1@example.com>' },
          { name: 'Subject', value: 'Sale' },
        ],
        parts: [
          {
            mimeType: 'multipart/alternative',
            filename: '',
            parts: [
              {
                mimeType: 'text/plain',
                filename: '',
                headers: [{ name: 'Content-Type', value: 'text/plain; charset=iso-8859-1' }],
                body: { size: 5, data: encode('Größe', 'latin1') },
              },
              {
                mimeType: 'text/html',
                filename: '',
                headers: [{ name: 'Content-Type', value: 'text/html; charset=iso-8859-1' }],
                body: { size: 7, data: encode('<b>Größe</b>') },
              },
            ],
          },
          { mimeType: 'image/png', filename: 'sale.png', headers: [], body: { size: 1234, attachmentId: 'a' } },
        ],
      },
    }
    expect(finishAtOnce(normalizeMail(readGmailMail(Buffer.from(JSON.stringify(message))), { seenAtMs }))).toEqual({
      messageId: 'g1@example.com',
      references: [],
      gmailThreadId: '18ef',
      subject: 'Sale',
      occurredAtMs: sentAtMs,
      sentAtMs: null,
      participants: [{ role: 'from', address: 'shop@example.com', name: 'Shop' }],
      writtenText: 'Größe',
      quotedText: null,
      signatureText: null,
      html: '<b>Größe</b>',
      snippet: 'Größe',
      attachments: [{ name: 'sale.png', mimeType: 'image/png', sizeBytes: 1234 }],
      labels: ['INBOX', 'CATEGORY_PROMOTIONS'],
      bulkReason: 'Gmail sorted it under Promotions',
      language: null,
      wasDelivered: false,
    } satisfies NormalizedMail)
  })

  test('what is not a Gmail message is refused', () => {
    expect(() => readGmailMail(Buffer.from('{"id": 5}'))).toThrow()
    expect(() => readGmailMail(Buffer.from('no json'))).toThrow()
  })
})

describe('charsets', () => {
  const latin1 = Buffer.from('Gr\u00fc\u00dfe', 'latin1')
  test.each([
    ['latin1', 'iso-8859-1', latin1, 'Grüße'],
    ['an unknown one means windows-1252', 'x-unheard-of', latin1, 'Grüße'],
    ['a missing one means what the bytes say', null, latin1, 'Grüße'],
    ['utf-8 under a wrong label', 'us-ascii', Buffer.from('Grüße'), 'Grüße'],
    ['utf-8 that is none', 'utf-8', latin1, 'Grüße'],
    ['koi8', 'koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]), 'Привет'],
    ['big5', 'big5', Buffer.from([0xa7, 0x41, 0xa6, 0x6e]), '你好'],
    ['big5 under another name', 'x-x-big5', Buffer.from([0xa7, 0x41, 0xa6, 0x6e]), '你好'],
    ['iso-2022-jp', 'iso-2022-jp', Buffer.from([0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42]), 'あ'],
    ['gb2312', 'GB2312', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
  ])('%s', (_, charset, body, expected) => {
    const type = charset === null ? 'text/plain' : `text/plain; charset="${charset}"`
    expect(read(...people, `Content-Type: ${type}`, '', body).writtenText).toBe(expected)
  })

  test('encoded words: broken, split inside a character, in an unknown charset', () => {
    const subjectOf = (value: string): string => read(...people, `Subject: ${value}`, '', '').subject
    expect([
      subjectOf('=?utf-8?b?w7w=?= =?utf-8?q?b=C3?= =?utf-8?q?=BCr?='),
      subjectOf('=?x-none?q?caf=E9?='),
      subjectOf('=?utf-8?q?open'),
      subjectOf('=?utf-8?b?%%%?='),
      subjectOf('Gr\u00fc\u00dfe'),
    ]).toEqual(['übür', 'café', '=?utf-8?q?open', '', 'Grüße'])
  })
})

describe('dates', () => {
  const dateOf = (...lines: string[]): string =>
    new Date(read('From: ann@example.com', ...lines, '', 'x').occurredAtMs).toISOString()

  test.each([
    ['a date as it should be', ['Date: Tue, 3 Mar 2026 10:00:00 +0100'], '2026-03-03T09:00:00.000Z'],
    ['obsolete zones and years', ['Date: 3 Mar 98 10:00 EST'], '1998-03-03T15:00:00.000Z'],
    ['a comment', ['Date: Tue, 3 Mar 2026 10:00:00 +0000 (Greenwich (really))'], '2026-03-03T10:00:00.000Z'],
    ['a zone that cannot be', ['Date: Tue, 3 Mar 2026 10:00:00 -1600'], '2026-03-03T10:00:00.000Z'],
    [
      'no date: the last server’s',
      ['Received: by a; Tue, 3 Mar 2026 09:00:00 +0000', 'Received: by b; Tue, 3 Mar 2026 08:00:00 +0000'],
      '2026-03-03T09:00:00.000Z',
    ],
    [
      'a broken clock',
      ['Date: Tue, 1 Jan 1980 00:00:00 +0000', 'Received: by a; Tue, 3 Mar 2026 09:00:00 +0000'],
      '2026-03-03T09:00:00.000Z',
    ],
    ['a date to come', ['Date: Tue, 3 Mar 2037 10:00:00 +0000'], '2026-06-01T00:00:00.000Z'],
    ['nothing at all', [], '2026-06-01T00:00:00.000Z'],
  ])('%s', (_, lines, expected) => {
    expect(dateOf(...lines)).toBe(expected)
  })

  test('no date but the line of an mbox', () => {
    expect(
      new Date(
        read('From ann@example.com Thu Aug 22 12:36:23 2002', 'From: ann@example.com', '', 'x').occurredAtMs,
      ).toISOString(),
    ).toBe('2002-08-22T12:36:23.000Z')
  })
})

describe('people', () => {
  test('groups are opened, undisclosed recipients are nobody, names without an address are kept', () => {
    const mail = read(
      'From: "O\'Neil, Ann" <ann@example.com> (office)',
      'To: Team: a@example.org, "B" <b@example.org>;, undisclosed-recipients:;',
      'Cc: undisclosed-recipients',
      'Bcc: Somebody',
      '',
      'x',
    )
    expect(mail.participants).toEqual([
      { role: 'from', address: 'ann@example.com', name: "O'Neil, Ann" },
      { role: 'to', address: 'a@example.org', name: '' },
      { role: 'to', address: 'b@example.org', name: 'B' },
      { role: 'bcc', address: '', name: 'Somebody' },
    ])
  })

  test('ten thousand recipients cost little and are cut', () => {
    const mail = read(
      'From: a@example.com',
      `To: ${Array.from({ length: 10_000 }, (_, index) => `p${index}@example.org`).join(', ')}`,
      '',
      'x',
    )
    expect(mail.participants).toHaveLength(500)
  })
})

describe('message ids', () => {
  test.each([
    ['<a@example.com>', 'a@example.com'],
    ['a@example.com', 'a@example.com'],
    ['< a@example.com >', 'a@example.com'],
    ['<a@b@c>', 'a@b@c'],
    ['', null],
    ['<>', null],
    ['<a b@example.com>', 'ab@example.com'],
  ])('%j is read as %j', (field, expected) => {
    expect(read(...people, `Message-ID: ${field}`, '', 'x').messageId).toBe(expected)
  })
})

describe('bulk mail is told by headers', () => {
  test.each([
    ['List-Id: <news.example.com>', 'Mailing list (List-Id)'],
    ['List-Unsubscribe: <mailto:x@example.com>', 'Newsletter (List-Unsubscribe)'],
    ['Precedence: bulk', 'Bulk mail (Precedence: bulk)'],
    ['Auto-Submitted: auto-replied', 'Automatic mail (Auto-Submitted)'],
    ['Auto-Submitted: no', null],
    ['Return-Path: <>', 'Automatic mail (empty return path)'],
    ['X-Any: 1', null],
  ])('%s', (header, expected) => {
    expect(read(...people, header, '', 'x').bulkReason).toBe(expected)
  })

  test.each([
    ['no-reply@example.com', true],
    ['lister@example.com', false],
    ['newsom@example.com', false],
    ['info@example.com', false],
    ['noreplyson@example.com', false],
  ])('%s', (address, isBulk) => {
    expect(read(`From: ${address}`, '', 'x').bulkReason !== null).toBe(isBulk)
  })
})

describe('bodies', () => {
  test('an HTML-only mail is read as text, with quotes and signature told apart', () => {
    const mail = read(
      ...people,
      'Content-Type: text/html; charset=utf-8',
      '',
      Buffer.from(
        '<style>p{}</style><p>Hello&nbsp;Bo &amp; all,</p><ul><li>one<li>two</ul><div class="gmail_signature">Ann<br>CTO</div><div class="gmail_quote">On Mon, 2 Mar 2026, Bo &lt;bo@example.org&gt; wrote:<br><blockquote>Well?</blockquote></div>',
      ),
    )
    expect([mail.writtenText, mail.signatureText, mail.quotedText]).toEqual([
      'Hello Bo & all,\n\n- one\n- two',
      '-- \nAnn\nCTO',
      'On Mon, 2 Mar 2026, Bo <bo@example.org> wrote:\n> Well?',
    ])
  })

  test('a plain part that only asks for another program gives way to the HTML', () => {
    const mail = read(
      ...people,
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      'Please view this in an HTML capable client.',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Real text</p>',
      '--b--',
    )
    expect(mail.writtenText).toBe('Real text')
  })

  test('flowed text is joined, its quotes and signature are not', () => {
    const mail = read(
      ...people,
      'Content-Type: text/plain; format=flowed',
      '',
      'One ',
      'line.',
      '> quoted ',
      '> too',
      '',
      '-- ',
      'Ann',
    )
    expect([mail.writtenText, mail.quotedText, mail.signatureText]).toEqual(['One line.', '> quoted too', '-- \nAnn'])
  })

  test('two megabytes of flowed text take no minutes', () => {
    const start = performance.now()
    read(...people, 'Content-Type: text/plain; format=flowed', '', 'word '.repeat(400_000))
    read(...people, 'Content-Type: text/plain; format=flowed', '', 'word \r\n'.repeat(350_000))
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  test('a forwarded mail is an attachment, not text', () => {
    const mail = read(
      ...people,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'See below.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      '',
      'inner text',
      '--b--',
    )
    expect([mail.writtenText, mail.attachments]).toEqual([
      'See below.',
      [{ name: 'message.eml', mimeType: 'message/rfc822', sizeBytes: 28 }],
    ])
  })

  test.each([
    ['a multipart without a border', ['Content-Type: multipart/mixed', '', 'plain after all'], 'plain after all'],
    ['a border that never comes', ['Content-Type: multipart/mixed; boundary=b', '', 'plain after all'], 'plain after all'],
    ['a mail cut off in its part', ['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'half a'], 'half a'],
    ['a body without the empty line', ['this is no header', 'text'], 'this is no header\ntext'],
    ['base64 with rubbish in it', ['Content-Transfer-Encoding: base64', '', 'aGVs*bG8='], 'hello'],
    ['quoted-printable with rubbish in it', ['Content-Transfer-Encoding: quoted-printable', '', 'a=ZZb=3Dc='], 'a=ZZb=c'],
    ['a broken content type', ['Content-Type: ;;;===', '', 'text'], 'text'],
    ['NUL and friends', ['', 'a\u0000b\u0007c'], 'abc'],
  ])('%s', (_, lines, expected) => {
    expect(read(...people, ...lines).writtenText).toBe(expected)
  })
})

describe('hostile mails', () => {
  const border = (depth: number): string => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`
  test.each<[string, () => string]>([
    ['ten thousand containers inside each other', () => Array.from({ length: 10_000 }, (_, depth) => border(depth)).join('')],
    ['one border inside itself', () => border(1).repeat(20_000)],
    ['two hundred thousand open tags', () => `Content-Type: text/html\r\n\r\n${'<div><blockquote>'.repeat(100_000)}`],
    ['a million dashes', () => `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--\n'.repeat(400_000)}`],
    ['a header of two megabytes', () => `X-Long: ${'a '.repeat(1_000_000)}\r\n\r\ntext`],
    ['a hundred thousand header lines', () => `${'X-Many: 1\r\n'.repeat(100_000)}\r\ntext`],
    [
      'a folded header of a hundred thousand lines',
      () => `To: a@example.com,\r\n${' b@example.com,\r\n'.repeat(100_000)}\r\ntext`,
    ],
    [
      'brackets',
      () =>
        `From: ${'<"('.repeat(20_000)}\r\nSubject: ${'=?utf-8?q?'.repeat(20_000)}\r\nMessage-ID: ${'<'.repeat(60_000)}\r\nDate: ${'1 '.repeat(50_000)}\r\n\r\n`,
    ],
    ['an address of many dots that is none', () => `From: <${'a.'.repeat(28)}a@>\r\n\r\ntext`],
    ['a date of two hundred thousand letters', () => `Date: ${'a'.repeat(200_000)} 1\r\n\r\ntext`],
    ['encoded words that never end', () => `From: =?utf-8?b?${'A'.repeat(60_000)} <a@example.com>\r\n\r\ntext`],
    [
      'attributions that nearly are some',
      () => `X: 1\r\n\r\n${`On 3 March 2026 wrote ${'@'.repeat(150)}${')'.repeat(150)}${' '.repeat(90)}(:\n`.repeat(600)}`,
    ],
    ['colons', () => `To: ${'a:'.repeat(30_000)}\r\nContent-Type: text/plain; ${'a="b";'.repeat(20_000)}\r\n\r\n`],
    ['entities', () => `Content-Type: text/html\r\n\r\n${'&#x;&amp&notit;'.repeat(60_000)}`],
    ['attributes', () => `Content-Type: text/html\r\n\r\n${'<a b="'.repeat(80_000)}`],
  ])('%s: no freeze', (_, make) => {
    const bytes = Buffer.from(make(), 'latin1')
    const start = performance.now()
    finishAtOnce(normalizeMail(readRawMail(bytes), { seenAtMs }))
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  const headerLine = fc
    .tuple(
      fc.constantFrom(
        'From',
        'To',
        'Date',
        'Subject',
        'Message-ID',
        'References',
        'Content-Type',
        'Content-Transfer-Encoding',
        'Received',
        'X',
      ),
      fc.string({ unit: 'binary', maxLength: 80 }),
    )
    .map(([name, value]) => `${name}: ${value}`)
  const bodyLine = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '--b',
      '--b--',
      '',
      'Content-Type: text/html',
      'Content-Type: multipart/alternative; boundary=b',
      '> quoted',
      '-- ',
    ),
  )
  const mailLike = fc
    .tuple(fc.array(headerLine, { maxLength: 10 }), fc.array(bodyLine, { maxLength: 30 }))
    .map(([header, body]) => Buffer.from(['Content-Type: multipart/mixed; boundary=b', ...header, '', ...body].join('\r\n')))

  test('any bytes at all give a mail, quickly', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
          mailLike,
        ),
        (bytes) => {
          const start = performance.now()
          const mail = finishAtOnce(normalizeMail(readRawMail(bytes), { seenAtMs }))
          expect(
            mail.writtenText.isWellFormed() &&
              mail.subject.isWellFormed() &&
              mail.participants.every(({ name }) => name.isWellFormed()),
          ).toBe(true)
          expect(performance.now() - start).toBeLessThan(5_000)
        },
      ),
    )
  })

  test('any HTML gives text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br',
        '<blockquote>',
        '<!--',
        '-->',
        '<style>',
        '</style>',
        '<pre>',
        '&amp;',
        '&#0;',
        '&#xFFFFFFFF;',
        '<![CDATA[',
      ),
      fc.string({ maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof htmlToPlainAtOnce(pieces.join(''))).toBe('string')
      }),
    )
  })

  test('any JSON gives a mail or an error', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        try {
          finishAtOnce(normalizeMail(readGmailMail(Buffer.from(json)), { seenAtMs }))
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
    )
  })
})
