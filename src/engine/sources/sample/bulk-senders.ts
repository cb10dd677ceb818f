// Who sends the sample workspace mail that nobody wrote by hand: newsletters, lists, shops, machines.

/** A sender of many mails alike. */
export interface BulkSender {
  readonly id: string
  readonly from: string
  readonly kind: 'newsletter' | 'list' | 'automatic'
  readonly listId?: string
  /** One mail in so many days, about. */
  readonly everyDays: number
  readonly labels: readonly string[]
  readonly subjects: readonly string[]
  readonly bodies: readonly string[]
}

const promotions = ['CATEGORY_PROMOTIONS']
const updates = ['CATEGORY_UPDATES']

/** Everybody who sends such mail. {number}, {amount}, {code}, {date}, {topic}, {name} are filled in. */
export const bulkSenders: readonly BulkSender[] = [
  {
    id: 'grid',
    from: 'The Grid Weekly <hello@thegrid.example>',
    kind: 'newsletter',
    listId: 'The Grid Weekly <weekly.thegrid.example>',
    everyDays: 7,
    labels: promotions,
    subjects: ['The Grid #{number}: {topic}', 'The Grid #{number} – why {topic} matters again'],
    bodies: [
      'This week: {topic}, seen from three studios that tried it. Also: a long read on signage in hospitals, and a typeface made by ferry captains.\n\nRead it online, or forward it to a colleague who needs it.',
      'Everybody talks about {topic}. We asked {number} designers what they really do all day. The answers may calm you.',
    ],
  },
  {
    id: 'branche',
    from: 'Branchenblick Mobilität <newsletter@branchenblick.example>',
    kind: 'newsletter',
    listId: '<newsletter.branchenblick.example>',
    everyDays: 14,
    labels: promotions,
    subjects: ['Branchenblick {number}: Fähren, Bahnen, Busse', 'Neu: Studie zu digitalen Tickets'],
    bodies: [
      'Sehr geehrte Leserinnen und Leser,\n\nimmer mehr Verkehrsbetriebe verkaufen Tickets nur noch digital. Unsere Studie mit {number} Unternehmen zeigt, was Fahrgäste davon halten.\n\nIhre Redaktion',
    ],
  },
  {
    id: 'atelier',
    from: 'La Lettre du Design <lettre@lalettre.example>',
    kind: 'newsletter',
    listId: '<lettre.lalettre.example>',
    everyDays: 21,
    labels: promotions,
    subjects: ['La Lettre n° {number} : matières et couleurs', 'Invitation : portes ouvertes des ateliers'],
    bodies: [
      'Bonjour,\n\nce mois-ci, nous avons visité {number} ateliers de papier entre Lyon et Kyoto. À lire aussi : pourquoi les vitrines redeviennent des scènes.\n\nBonne lecture !',
    ],
  },
  {
    id: 'type',
    from: 'Type & Ink <news@typeandink.example>',
    kind: 'newsletter',
    listId: '<news.typeandink.example>',
    everyDays: 16,
    labels: promotions,
    subjects: ['{number}% off all variable fonts until Sunday', 'New: Harbour Grotesk'],
    bodies: [
      'Harbour Grotesk has {number} weights, true italics, and numbers that behave in tables. Until Sunday it costs less than a good lunch.',
    ],
  },
  {
    id: 'grocer',
    from: 'Kiezkorb Lieferdienst <angebote@kiezkorb.example>',
    kind: 'newsletter',
    listId: '<angebote.kiezkorb.example>',
    everyDays: 12,
    labels: promotions,
    subjects: ['Nur bis Sonntag: Äpfel aus dem Alten Land', 'Ihr Gutschein über {amount}'],
    bodies: [
      'Liebe Lena,\n\ndiese Woche im Korb: Äpfel, Grünkohl und Brot vom Nachbarn. Mit dem Code {code} sparen Sie {amount}.',
    ],
  },
  {
    id: 'museum',
    from: 'Museum für Alltagskultur <freunde@museum.example.org>',
    kind: 'newsletter',
    listId: '<freunde.museum.example.org>',
    everyDays: 30,
    labels: promotions,
    subjects: ['Programm für den nächsten Monat', 'Einladung zur Eröffnung'],
    bodies: [
      'Sehr geehrte Freundinnen und Freunde des Museums,\n\nam {date} eröffnen wir die Ausstellung über Fahrkarten aus {number} Ländern. Der Eintritt ist für Sie frei.',
    ],
  },
  {
    id: 'research',
    from: '"UX Research Berlin" <uxr-berlin@groups.example.org>',
    kind: 'list',
    listId: '"UX Research Berlin" <uxr-berlin.groups.example.org>',
    everyDays: 8,
    labels: ['CATEGORY_FORUMS'],
    subjects: ['[uxr-berlin] {topic} – experiences?', '[uxr-berlin] Meet-up on {date}', '[uxr-berlin] Looking for participants'],
    bodies: [
      'Hello everybody,\n\nhas anyone here worked with {topic} in a regulated setting? We are planning interviews with {number} people and would love to hear what went wrong elsewhere.\n\n{name}',
      'Hi all,\n\nnext meet-up is on {date}, at the usual place. Topic: {topic}. Bring questions, not slides.\n\n{name}',
    ],
  },
  {
    id: 'parents',
    from: '"Eltern 3b" <eltern-3b@lists.example.org>',
    kind: 'list',
    listId: '<eltern-3b.lists.example.org>',
    everyDays: 13,
    labels: ['CATEGORY_FORUMS'],
    subjects: ['[eltern-3b] Läuse', '[eltern-3b] Schwimmen am {date}', '[eltern-3b] Fundsachen'],
    bodies: [
      'Liebe Eltern,\n\nin der Klasse sind wieder Läuse aufgetreten. Bitte schauen Sie heute Abend nach.\n\n{name}',
      'Hallo zusammen,\n\nam {date} fällt das Schwimmen aus, die Kinder haben um {number} Minuten früher Schluss.\n\n{name}',
    ],
  },
  {
    id: 'build',
    from: 'Buildbot <buildbot@ci.brightwater.example>',
    kind: 'automatic',
    everyDays: 6,
    labels: updates,
    subjects: ['[ci] kade/driver-app: build {number} failed', '[ci] stromportal: build {number} passed again'],
    bodies: [
      'Build {number} of driver-app failed after 4m 12s.\n\n  test/sync.spec.ts: expected 200, received 503\n\nCommit {code} by Jonas Wieland\n\nYou receive this because you watch this project.',
    ],
  },
  {
    id: 'cloud',
    from: 'Cloudhaven Billing <no-reply@cloudhaven.example>',
    kind: 'automatic',
    everyDays: 30,
    labels: updates,
    subjects: ['Your invoice {code} is available', 'Payment received – {amount}'],
    bodies: [
      'Hello Lena Hartwig,\n\nyour invoice {code} over {amount} for Brightwater Studio is now available in your account. It will be charged to the card ending in 4{number}.\n\nThis is an automatic message, please do not reply.',
    ],
  },
  {
    id: 'rail',
    from: 'Nordbahn Buchung <buchung@nordbahn.example>',
    kind: 'automatic',
    everyDays: 22,
    labels: updates,
    subjects: ['Ihre Buchung {code}: Berlin – Hamburg', 'Verspätung auf Ihrer Fahrt am {date}'],
    bodies: [
      'Guten Tag Lena Hartwig,\n\nvielen Dank für Ihre Buchung.\n\nAuftrag {code}\n{date}  Berlin Hbf ab 07:38 – Hamburg Hbf an 09:2{number}\nWagen 12, Platz 4{number}\nPreis {amount}\n\nGute Reise!',
    ],
  },
  {
    id: 'parcel',
    from: 'Paketwerk <zustellung@paketwerk.example>',
    kind: 'automatic',
    everyDays: 11,
    labels: updates,
    subjects: ['Ihr Paket {code} kommt heute', 'Zugestellt: Paket {code}'],
    bodies: ['Ihr Paket mit der Nummer {code} wird heute zwischen 11 und 14 Uhr zugestellt. Abgabe beim Nachbarn ist erlaubt.'],
  },
  {
    id: 'tickets',
    from: 'Fernhill Service Desk <servicedesk@fernhill.example>',
    kind: 'automatic',
    everyDays: 12,
    labels: updates,
    subjects: ['[FH-{number}] Ticket updated: access to ward map', '[FH-{number}] Ticket resolved'],
    bodies: [
      'Ticket FH-{number} was updated by Imran Siddiqui.\n\nStatus: In progress → Waiting for supplier\n\nPlease reply above this line to add a comment.',
    ],
  },
  {
    id: 'bank',
    from: 'Spreebank <info@spreebank.example>',
    kind: 'automatic',
    everyDays: 27,
    labels: updates,
    subjects: ['Neue Nachricht in Ihrem Postfach', 'Ihr Kontoauszug liegt bereit'],
    bodies: [
      'Guten Tag Frau Hartwig,\n\nin Ihrem Postfach liegt eine neue Nachricht. Melden Sie sich wie gewohnt an; wir senden nie Links zur Anmeldung.',
    ],
  },
  {
    id: 'social',
    from: 'Colleagues <notify@colleagues.example>',
    kind: 'automatic',
    listId: '<notify.colleagues.example>',
    everyDays: 9,
    labels: ['CATEGORY_SOCIAL'],
    subjects: ['{name} commented on your post', 'You have {number} new followers', '{name} changed jobs'],
    bodies: [
      '{name} commented: “Exactly this. We had the same discussion about {topic} last week.”\n\nSee all comments\n\nUnsubscribe from these notifications in your settings.',
    ],
  },
]
