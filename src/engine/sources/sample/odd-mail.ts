// Mails as life sends them against the rules: missing dates, broken ids, strange charsets, bounces.
import { composeMail } from './compose-mail.ts'
import { addressOf, owner, people, personWithEmail } from './people.ts'
import { writeMailDate } from './zoned-time.ts'

/** A mail that belongs to no conversation. */
export interface SingleMail {
  readonly key: string
  /** Days and minutes before the anchor. */
  readonly minutesBack: number
  readonly labelIds: readonly string[]
  readonly compose: (atMs: number) => Uint8Array
}

/** Labels of a mail that lies in the inbox. */
export const inbox = ['INBOX', 'CATEGORY_PERSONAL']
/** Minutes of a day. */
export const minutesOfDay = 1440

function source(...lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** The owner, as addressed. */
export const me = addressOf(owner)

/** The odd ones, each with its own trap. */
export const oddMails: readonly SingleMail[] = [
  {
    key: 'no-date',
    minutesBack: 12 * minutesOfDay + 33,
    labelIds: inbox,
    compose: () =>
      source(
        'From: Lore Wagner <lore.wagner@example.org>',
        `To: ${me}`,
        'Subject: Schluessel',
        'Message-ID: <key.1@example.org>',
        '',
        'Hallo Lena, der Zweitschluessel liegt bei mir. Lore',
        '',
      ),
  },
  {
    key: 'no-subject',
    minutesBack: 3 * minutesOfDay + 95,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Michael Hartwig <michael.hartwig@example.com>',
        `To: ${me}`,
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <nosubject@example.com>',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Bring milk please? M',
        '',
      ),
  },
  {
    key: 'broken-message-id',
    minutesBack: 40 * minutesOfDay + 8,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: "Rui Magalhaes" <rui.magalhaes@casaribeira.example>',
        `To: ${me}`,
        'Subject: Boiler',
        `Date: ${writeMailDate('Europe/Lisbon', atMs)}`,
        'Message-ID: <broken id without end',
        'In-Reply-To: your message of Tuesday',
        'Content-Type: text/plain',
        '',
        'The boiler man comes on Thursday. Please no photo shoot in the east wing that day.',
        'Rui',
        '',
      ),
  },
  {
    key: 'undisclosed',
    minutesBack: 71 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Mariana Lopes <mariana.lopes@casaribeira.example>',
        'To: undisclosed-recipients:;',
        'Subject: We are moving the events office',
        `Date: ${writeMailDate('Europe/Lisbon', atMs)}`,
        'Message-ID: <undisclosed.71@casaribeira.example>',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        'Dear partners, from the first of next month you find us on the second floor.',
        '',
      ),
  },
  {
    key: 'group-address',
    minutesBack: 95 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Ruth Abelmann <ruth@brightwater.example>',
        'To: Studio: Lena Hartwig <lena@brightwater.example>, tobias@brightwater.example,',
        '  Amara Nwosu <amara@brightwater.example>;, Hanna <hanna@brightwater.example>',
        'Subject: Fire drill',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <drill.95@brightwater.example>',
        '',
        'The fire drill is on Thursday at eleven. Coffee afterwards on the pavement.',
        '',
      ),
  },
  {
    key: 'everybody',
    minutesBack: 33 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      composeMail({
        key: 'everybody',
        headers: [
          ['From', addressOf(personWithEmail('eleanor.voss@tidewater.example'))],
          ['To', me],
          ['Cc', people.slice(0, 60).map(addressOf).join(', ')],
          ['Subject', 'Portfolio day: save the date'],
          ['Date', writeMailDate('America/New_York', atMs)],
          ['Message-ID', '<portfolio.33@tidewater.example>'],
        ],
        text: 'Dear all,\n\nour portfolio day is on the second Thursday of next month. Please keep the whole day free.\n\nEleanor Voss\nPartner, Tidewater Capital',
      }),
  },
  {
    key: 'iso-2022-jp',
    minutesBack: 18 * minutesOfDay + 400,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: =?ISO-2022-JP?B?GyRCRURDZhsoQg==?= <kenta.tanaka@hoshino-paper.example>',
        `To: ${me}`,
        'Subject: =?ISO-2022-JP?B?GyRCOCtLXEQiJE5HPDR8JEskRCQkJEYbKEI=?=',
        `Date: ${writeMailDate('Asia/Tokyo', atMs)}`,
        'Message-ID: <20.jis@hoshino-paper.example>',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=ISO-2022-JP',
        'Content-Transfer-Encoding: base64',
        '',
        'GyRCRURDZiRHJDkhIxsoQg0KDQobJEI4K0tcRCIkTkc8NHwkLDBsPTU0ViRbJElDWSRsJGs4Kzl+',
        'JF8kRyQ5ISM/PSQ3THUkNCQ2JCQkXiQ7JHMhIxsoQg0KGyRCPlwkNyQvJE9MQEZ8JCpFRU9DJCQk',
        'PyQ3JF4kOSEjGyhCDQoNChskQkVEQ2Y3ckJAGyhCDQobJEJAMUxuO2Y2SBsoQiAbJEIxRDZISXQb',
        'KEINCg==',
        '',
      ),
  },
  {
    key: 'wrong-charset',
    minutesBack: 140 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Anneliese Brandt <anneliese.brandt@example.com>',
        `To: ${me}`,
        'Subject: Gr\u00fc\u00dfe aus Bad F\u00fcssing',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <kur.140@example.com>',
        'Content-Type: text/plain; charset=unknown-8bit',
        'Content-Transfer-Encoding: 8bit',
        '',
        'Liebe Lena, hier ist es sch\u00f6n und das Essen gut. Gr\u00fc\u00dfe, Anneliese',
        '',
      ),
  },
  {
    key: 'forwarded',
    minutesBack: 27 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Sofia Marchetti <sofia@brightwater.example>',
        `To: ${me}`,
        'Subject: Fwd: Parking permit',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <fwd.27@brightwater.example>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="fwd"',
        '',
        '--fwd',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Is this one for you?',
        '--fwd',
        'Content-Type: message/rfc822',
        'Content-Disposition: attachment; filename="Parking permit.eml"',
        '',
        'From: Parkraum <parkraum@stadt.example.org>',
        'To: sofia@brightwater.example',
        'Subject: Parking permit',
        'Message-ID: <permit@stadt.example.org>',
        '',
        'Your permit ends next month.',
        '--fwd--',
        '',
      ),
  },
  {
    key: 'html-only',
    minutesBack: 9 * minutesOfDay + 210,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Karim Benali <karim@studio-benali.example>',
        `To: ${me}`,
        'Subject: contact sheet',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <sheet.9@studio-benali.example>',
        'MIME-Version: 1.0',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<div>Hi Lena,<br><br>the contact sheet is <b>ready</b>: 48 frames, I marked my <i>seven favourites</i>.<ul><li>the ferry at dawn</li><li>hands &amp; ropes</li></ul>Karim<div><br>',
        '',
      ),
  },
  {
    key: 'empty',
    minutesBack: 58 * minutesOfDay,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Nils Hartwig <nils.hartwig@example.com>',
        `To: ${me}`,
        'Subject: See subject: arriving 18:40 platform 7',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <empty.58@example.com>',
        '',
        '',
      ),
  },
  {
    key: 'emoji',
    minutesBack: 2 * minutesOfDay + 50,
    labelIds: [...inbox, 'STARRED'],
    compose: (atMs) =>
      composeMail({
        key: 'emoji',
        headers: [
          ['From', addressOf(personWithEmail('johanna.hartwig-meyer@example.com'))],
          ['To', me],
          ['Subject', 'She is here! 👶🎉'],
          ['Date', writeMailDate('Europe/Berlin', atMs)],
          ['Message-ID', '<here.2@example.com>'],
        ],
        text: '3,450 g, 51 cm, and already louder than her brother 👩‍👧 ❤️\n\nVisitors welcome from the weekend on. Bring cake.\n\nJohanna',
      }),
  },
  {
    key: 'bounce',
    minutesBack: 22 * minutesOfDay,
    labelIds: ['INBOX', 'CATEGORY_UPDATES'],
    compose: (atMs) =>
      source(
        'From: Mail Delivery Subsystem <mailer-daemon@brightwater.example>',
        `To: ${owner.email}`,
        'Subject: Delivery Status Notification (Failure)',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <dsn.22@brightwater.example>',
        'Auto-Submitted: auto-replied',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"',
        '',
        '--dsn',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Your message to katja.blumm@example.org could not be delivered: the address was not found.',
        '--dsn',
        'Content-Type: message/delivery-status',
        '',
        'Final-Recipient: rfc822; katja.blumm@example.org',
        'Action: failed',
        'Status: 5.1.1',
        '--dsn--',
        '',
      ),
  },
]
