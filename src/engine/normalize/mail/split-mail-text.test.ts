// Holds the rules against 90 real-world replies (when they are at hand) and against small ones that are always there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finishAtOnce } from '../steps.ts'
import { type MailText, splitMailText } from './split-mail-text.ts'

const split = (text: string): MailText => finishAtOnce(splitMailText(text))

const fixtures = path.resolve('../shared/data/crisp-oss__email-reply-parser/test/fixtures')

/** First and last words of what was written; `q` means that something was quoted, `s` that there is a signature. */
type Expectation = readonly [start: string, end: string, parts: string]

/** Fixtures that share one written text. */
const withCommonText: Readonly<Record<string, readonly string[]>> = {
  q: [
    'email_10',
    'email_11',
    'email_12',
    'email_13',
    'email_14',
    'email_16',
    'email_17',
    'email_18',
    'email_22',
    'email_23',
    'email_24',
    'email_25',
    'email_26',
    'email_8',
    'email_9',
    'email_danish_dash_separator',
    'email_en_multiline_2',
    'email_finnish',
    'email_fr_multiline',
    'email_french_2',
    'email_french_dash_separator',
    'email_german',
    'email_german_2',
    'email_german_outlook',
    'email_gmail_split_line_from',
    'email_italian',
    'email_msn',
    'email_norwegian_gmail',
    'email_original_message',
    'email_original_message_2',
    'email_outlook_split_line_from',
    'email_portuguese',
    'email_russian',
    'email_tricky_10_special_chars_in_name',
    'email_tricky_12_no_space_after_header',
    'email_tricky_14_long_quote_header',
    'email_tricky_15_original_message_variations',
    'email_tricky_5_mixed_languages',
  ],
  qs: ['email_15', 'email_7', 'email_german_3', 'email_ios_outlook', 'email_ios_outlook_fr'],
}

const expectations: Readonly<Record<string, Expectation>> = {
  correct_sig: ['this is an', 'correct -- signature.', 's'],
  email_1: ['Hi folks What', 'API. -Abhishek Kona', 's'],
  email_19: ['On Thursday, I', 'get proper rendering.', 'qs'],
  email_2: ['Hi, You can', 'them all individually."', 'qs'],
  email_20: ['On Thursday.', 'On Thursday.', 'q'],
  email_21: ['On Thursday: Lorem', 'id est laborum.', ''],
  email_2_1: ['Outlook with a', 'with a reply', 'q'],
  email_3: ['Oh thanks. Having', 'great. -Abhishek Kona', 'qs'],
  email_4: ["Awesome! I haven't", 'problem with it.', 'q'],
  email_5: ["One: Here's what", 'for a while.', ''],
  email_6: ['I get proper', 'torch of pixels', 'q'],
  email_blackberry: ['Here is another', 'is another email', 's'],
  email_bullets: ['test 2 this', '- and another', 'qs'],
  email_custom_quote_header: ['Thank you!', 'Thank you!', 'qs'],
  email_customer_quote_header_2: ['Thank you very', 'you very much.', 'q'],
  email_customer_quote_header_3: ["bonjour, je n'ai", "précision.. merci d'avance", 'q'],
  email_emoji: ['🎉', '🎉', 's'],
  email_iphone: ['Here is another', 'is another email', 's'],
  email_multi_word_sent_from_my_mobile_device: ['Here is another', 'is another email', 's'],
  email_not_a_signature: ['Dear XXXXX: This', 'domain name services.', 's'],
  email_not_a_signature_2: ["Hello, I'm writing", 'check it Thanks!', ''],
  email_one_is_not_on: ['Thank, this is', 'when I run...', 'q'],
  email_reply_header: ['This is the', 'happen TWICE! Stranger', 'qs'],
  email_sent_from: ['Hi it can', 'words or paragraphs.', 'qs'],
  email_sent_from_my_not_signature: ['Here is another', 'my mobile phone.', ''],
  email_thread: ['This is new', 'thread from bellow.', 'q'],
  email_tricky_11_double_signature: ['Thanks for your', 'for your help!', 's'],
  email_tricky_13_timestamp_variations: ['Here are different', 'not quote headers.', ''],
  email_tricky_16_unicode_signatures: ['Thanks for the', 'for the update!', 's'],
  email_tricky_17_forward_header: ['See the forwarded', 'forwarded message below.', 'q'],
  email_tricky_18_inline_reply: ['I think option', 'our use case.', 'q'],
  email_tricky_19_quote_without_header: ['I wanted to', 'my final thoughts.', 'q'],
  email_tricky_1_on_false_positive: ['On the surface,', 'performance is great.', ''],
  email_tricky_20_html_entities: ['The data should', 'are handled correctly.', 'q'],
  email_tricky_2_url_with_wrote: ['Hi there, Check', '"wrote:" in them.', 's'],
  email_tricky_3_code_block: ["Here's the code", 'as actual signatures.', ''],
  email_tricky_4_from_in_body: ['I need to', 'actual message content.', ''],
  email_tricky_6_regards_in_sentence: ['I wanted to', 'should be visible.', ''],
  email_tricky_7_multiple_dashes: ['Here is my', 'in my content.', ''],
  email_tricky_8_sent_from_in_content: ['The notification was', 'the main server.', ''],
  email_tricky_9_nested_quotes: ['I agree with', 'the points below.', 'q'],
  email_unquoted_reply: ['This is my', 'is my reply.', 'q'],
  email_with_date_headers: ['Thank you very', 'my previous mail', ''],
  email_with_from_headers: ['[FROM] My email', 'email is <foo@example.com>', ''],
  email_with_regards: ['Hi, I still', 'Can you help?', 's'],
  email_zoho: ['What is the', 'running a test?', 'q'],
  sig_no_empty_line: ['this is an', 'empty line above.', 's'],
}

// The same table, measured once: these rules 90 of 90, email-reply-parser 2.3.7 79, planer 1.2.0 50. On 50 KB of `On 1 On 1 …` the first
// library takes 1.5 s.
describe('mails of many programs and languages', () => {
  const all = new Map<string, Expectation>(Object.entries(expectations))
  for (const [parts, names] of Object.entries(withCommonText))
    for (const name of names) all.set(name, ['Fusce bibendum, quam', 'nec nec nibh.', parts])

  if (existsSync(fixtures)) {
    test('what was written is told from quotes and signatures in every fixture', () => {
      const found = Object.fromEntries(
        readdirSync(fixtures).map((file) => {
          const { written, quoted, signature } = split(readFileSync(path.join(fixtures, file), 'utf8'))
          const words = written.split(/\s+/)
          return [
            path.basename(file, '.txt'),
            [words.slice(0, 3).join(' '), words.slice(-3).join(' '), `${quoted ? 'q' : ''}${signature ? 's' : ''}`],
          ]
        }),
      )
      expect(found).toEqual(Object.fromEntries(all))
      expect(Object.keys(found)).toHaveLength(90)
    })
  } else {
    test(`the fixtures are not at ${fixtures}: only the examples below are checked`, () => {
      expect(all.size).toBe(90)
    })
  }
})

describe('splitting the text of a mail', () => {
  test.each([
    ['English', 'Fine with me.\n\nOn Tue, 3 Mar 2026 at 10:00, Ann Lee <ann@example.com> wrote:\n> Shall we meet?'],
    ['German', 'Fine with me.\n\nAm 03.03.2026 um 10:00 schrieb Ann Lee <ann@example.com>:\n> Treffen wir uns?'],
    ['French', 'Fine with me.\n\nLe mar. 3 mars 2026 à 10:00, Ann Lee <ann@example.com> a écrit :\n> On se voit ?'],
    ['Spanish', 'Fine with me.\n\nEl mar, 3 mar 2026 a las 10:00, Ann Lee (<ann@example.com>) escribió:\n> ¿Nos vemos?'],
    ['Polish, wrapped', 'Fine with me.\n\nwt., 3 mar 2026 o 10:00 Ann Lee\n<ann@example.com> napisał(a):\n> Spotkamy się?'],
    ['Japanese', 'Fine with me.\n\n2026年3月3日(火) 10:00 Ann Lee <ann@example.com>:\n> 会いましょうか'],
    [
      'Outlook',
      'Fine with me.\n\n________________________________\nVon: Ann Lee <ann@example.com>\nGesendet: Dienstag, 3. März 2026 10:00\nAn: Bo <bo@example.com>\nBetreff: Treffen\n\nTreffen wir uns?',
    ],
  ])('%s attribution and what follows are quoted', (_, text) => {
    const [written, ...quoted] = text.split('\n\n')
    expect(split(text)).toEqual({ written, quoted: quoted.join('\n\n'), signature: null })
  })

  test('answers between quoted lines stay together', () => {
    expect(split('On 3 March 2026, Ann Lee wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.')).toEqual({
      written: 'Yes.\n\nNo.',
      quoted: 'On 3 March 2026, Ann Lee wrote:\n> One?\n> Two?',
      signature: null,
    })
  })

  test('a signature is kept apart, with or without its delimiter', () => {
    expect([
      split('See you.\n\n-- \nAnn Lee\nExample Ltd'),
      split('See you.\n\nMit freundlichen Grüßen\nAnn Lee'),
      split('See you.\n\nAnn Lee\nExample Ltd\n+44 20 7946 0000'),
      split('See you.\n\nEnvoyé de mon iPhone'),
    ]).toEqual([
      { written: 'See you.', quoted: null, signature: '-- \nAnn Lee\nExample Ltd' },
      { written: 'See you.', quoted: null, signature: 'Mit freundlichen Grüßen\nAnn Lee' },
      { written: 'See you.', quoted: null, signature: 'Ann Lee\nExample Ltd\n+44 20 7946 0000' },
      { written: 'See you.', quoted: null, signature: 'Envoyé de mon iPhone' },
    ])
  })

  test('prose that looks like a quote or a signature is left alone', () => {
    const prose =
      'On Monday: we start at 9:00.\n\nFrom: here it gets hard.\n\nBest of all, regards were sent.\n--- or not ---\nThanks!'
    expect(split(prose)).toEqual({ written: prose, quoted: null, signature: null })
  })

  test('a mail that is all signature was written', () => {
    expect(split('-- \nAnn Lee')).toEqual({ written: '-- \nAnn Lee', quoted: null, signature: null })
  })

  test('any text is split quickly and no word of it is lost', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '> quoted',
        '',
        '-- ',
        'On 3 March 2026, Ann wrote:',
        'From: a@example.com',
        'Sent: today 10:00',
        'Regards,',
        'Sent from my phone',
        '____',
        '-----Original Message-----',
        '>:',
      ),
      fc.string({ maxLength: 60 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const text = lines.join('\n')
        const { written, quoted, signature } = split(text)
        const words = (part: string | null): string[] => (part ?? '').split(/\s+/).filter((word) => word !== '')
        expect([...words(written), ...words(quoted), ...words(signature)].sort()).toEqual(words(text).sort())
      }),
    )
  })

  test.each([
    ['On 1 '.repeat(50_000)],
    ['On 2020 x@example.com\n'.repeat(19_000)],
    ['From: a@example.com\n'.repeat(19_000)],
    ['-\n'.repeat(100_000)],
    ['> a\n'.repeat(60_000)],
    ['Sent from x\n\n'.repeat(20_000)],
    [`${' '.repeat(399)}\n`.repeat(600)],
    [`${'- '.repeat(199)}\n`.repeat(600)],
    [`${'*'.repeat(399)}\n`.repeat(600)],
  ])('hostile text %#: no freeze', (text) => {
    const start = performance.now()
    split(text)
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  test('a long text has many places to pause', () => {
    const steps = splitMailText('From: a@example.com\n'.repeat(19_000))
    let pauses = 0
    while (!steps.next().done) pauses += 1
    expect(pauses).toBeGreaterThan(90)
  })
})
