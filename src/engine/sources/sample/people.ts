// The invented people of the sample world and where they work. Every domain is reserved for examples (RFC 2606).
import { createDice } from './random.ts'

/** Languages that people of the sample world write in. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'ja'

/** The program someone writes mail with; it decides how replies quote and how parts are encoded. */
export type MailProgram = 'gmail' | 'outlook' | 'apple' | 'thunderbird' | 'phone'

/** A place where people work, or a circle of people without one. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly kind: 'own' | 'client' | 'freelance' | 'private'
  readonly domain: string
  readonly address: string
  readonly timeZone: string
  readonly language: Language
}

/** Someone in the sample world. */
export interface Person {
  readonly name: string
  readonly firstName: string
  readonly email: string
  readonly title: string
  readonly organisation: Organisation
  readonly phone: string
  readonly mobile: string | null
  readonly program: MailProgram
  /** Month and day of the birthday, where the owner of the workspace knows it. */
  readonly birthday: { readonly year: number; readonly month: number; readonly day: number } | null
}

interface Circle extends Organisation {
  /** `#` stands for a digit; numbers kept free for fiction where a country has such. */
  readonly phonePattern: string
  /** Name | title | mailbox name (default: first.last) | domain (default: the organisation's). */
  readonly people: readonly string[]
}

const circles: readonly Circle[] = [
  {
    id: 'brightwater',
    name: 'Brightwater Studio',
    kind: 'own',
    domain: 'brightwater.example',
    address: 'Oranienstraße 14, 10999 Berlin',
    timeZone: 'Europe/Berlin',
    language: 'en',
    phonePattern: '+49 30 2312 5###',
    people: [
      'Tobias Renner|Managing Partner|tobias',
      'Amara Nwosu|Head of Design|amara',
      'Felix Brandt|Lead Engineer|felix',
      'Priya Raman|Product Designer|priya',
      'Jonas Wieland|Developer|jonas',
      'Sofia Marchetti|Project Manager|sofia',
      'Emre Aydın|Motion Designer|emre',
      'Hanna Kowalski|Finance & Operations|hanna',
      'Leo Baptiste|UX Researcher|leo',
      'Mei-Ling Zhou|Developer|meiling',
      'Ruth Abelmann|Office Manager|ruth',
    ],
  },
  {
    id: 'northwind',
    name: 'Northwind Ferries',
    kind: 'client',
    domain: 'northwind.example',
    address: 'Am Sandtorkai 48, 20457 Hamburg',
    timeZone: 'Europe/Berlin',
    language: 'de',
    phonePattern: '+49 40 6696 9###',
    people: [
      'Katrin Thiessen|Leiterin Marketing',
      'Sven Petersen|IT-Projektleiter',
      'Birgit Oltmann|Einkauf',
      'Malte Jürgensen|Geschäftsführer',
      'Anke Voß|Fahrplanung',
      'Dörte Harms|Kundenservice',
      'Yusuf Demir|Webentwicklung',
      'Ole Carstens|Vertrieb',
      'Friederike Lühr|Assistenz der Geschäftsführung',
    ],
  },
  {
    id: 'kestrel',
    name: 'Kestrel Robotics',
    kind: 'client',
    domain: 'kestrel-robotics.example',
    address: '210 Summer Street, Boston, MA 02210',
    timeZone: 'America/New_York',
    language: 'en',
    phonePattern: '+1 617 555 01##',
    people: [
      'Dana Whitfield|VP Product',
      'Marcus Oyelaran|Director of Engineering',
      'Grace Kim|Senior Product Manager',
      'Tyler Brooks|Firmware Engineer',
      'Ines Delgado|Brand Manager',
      'Raj Patel|CTO',
      'Hannah O’Neill|Customer Success',
      'Wei Chen|Data Scientist',
      'Luke Sorensen|Procurement',
    ],
  },
  {
    id: 'valmont',
    name: 'Maison Valmont',
    kind: 'client',
    domain: 'maison-valmont.example',
    address: '22 rue Auguste Comte, 69002 Lyon',
    timeZone: 'Europe/Paris',
    language: 'fr',
    phonePattern: '+33 1 99 00 ## ##',
    people: [
      'Élodie Garnier|Directrice de la communication',
      'Mathieu Lefèvre|Chef de projet digital',
      'Camille Roussel|Graphiste',
      'Bénédicte Aubry|Comptabilité',
      'Hugo Marchand|Responsable boutique',
      'Salomé Nguyen|Photographe',
      'Antoine Delmas|Directeur général',
      'Inès Haddad|Relations presse',
    ],
  },
  {
    id: 'solana',
    name: 'Cooperativa Solana',
    kind: 'client',
    domain: 'solana-coop.example',
    address: 'Carrer de la Pau 31, 46002 València',
    timeZone: 'Europe/Madrid',
    language: 'es',
    phonePattern: '+34 960 00 0# ##',
    people: [
      'Lucía Ferrer|Directora',
      'Álvaro Quintana|Exportación',
      'Nuria Castells|Calidad',
      'Javier Ibáñez|Logística',
      'María José Peña|Administración',
      'Iker Zabaleta|Campo y cosecha',
      'Carmen Vidal|Comunicación',
    ],
  },
  {
    id: 'berti',
    name: 'Officina Berti',
    kind: 'client',
    domain: 'officina-berti.example',
    address: 'Via Bogino 9, 10123 Torino',
    timeZone: 'Europe/Rome',
    language: 'it',
    phonePattern: '+39 011 000 0###',
    people: [
      'Giulia Berti|Titolare',
      'Niccolò Conti|Responsabile produzione',
      'Chiara D’Amico|Ufficio acquisti',
      'Paolo Ferrero|Disegnatore tecnico',
      'Federica Sanna|Amministrazione',
      'Luca Moretti|Officina',
    ],
  },
  {
    id: 'ribeira',
    name: 'Casa Ribeira',
    kind: 'client',
    domain: 'casaribeira.example',
    address: 'Rua das Flores 112, 4050-262 Porto',
    timeZone: 'Europe/Lisbon',
    language: 'pt',
    phonePattern: '+351 220 000 ###',
    people: [
      'Inês Carvalho|Diretora do hotel',
      'João Tavares|Reservas',
      'Beatriz Fonseca|Marketing',
      'Rui Magalhães|Manutenção',
      'Mariana Lopes|Eventos',
    ],
  },
  {
    id: 'vdmeer',
    name: 'Van der Meer Logistics',
    kind: 'client',
    domain: 'vdmeer.example',
    address: 'Wilhelminakade 85, 3072 AP Rotterdam',
    timeZone: 'Europe/Amsterdam',
    language: 'nl',
    phonePattern: '+31 10 000 0###',
    people: [
      'Anouk van der Meer|Directeur',
      'Bram de Wit|IT-manager',
      'Femke Jansen|Projectleider',
      'Daan Visser|Planning',
      'Saskia Bakker|Administratie',
      'Ruben El Amrani|Klantcontact',
    ],
  },
  {
    id: 'hoshino',
    name: '星野紙業',
    kind: 'client',
    domain: 'hoshino-paper.example',
    address: '京都市中京区烏丸通三条下ル 5-12',
    timeZone: 'Asia/Tokyo',
    language: 'ja',
    phonePattern: '+81 75 000 0###',
    people: [
      '星野 千尋|代表取締役|chihiro.hoshino',
      '田中 健太|営業部|kenta.tanaka',
      '佐藤 美咲|企画室|misaki.sato',
      '渡辺 翔|製造部|sho.watanabe',
      '小林 由紀|総務|yuki.kobayashi',
    ],
  },
  {
    id: 'fernhill',
    name: 'Fernhill Hospital Trust',
    kind: 'client',
    domain: 'fernhill.example',
    address: 'Clarendon Way, Leeds LS2 9NF',
    timeZone: 'Europe/London',
    language: 'en',
    phonePattern: '+44 113 496 0###',
    people: [
      'Margaret Ashworth|Director of Digital',
      'Imran Siddiqui|Clinical Systems Lead',
      'Bethan Rhys|Patient Experience',
      'Oliver Cartwright|Procurement Officer',
      'Zainab Hussain|Ward Manager',
      'Fiona MacLeod|Communications',
      'Gareth Pugh|Information Governance',
      'Siobhán Kelly|Programme Manager',
    ],
  },
  {
    id: 'okonjo',
    name: 'Okonjo & Partners',
    kind: 'client',
    domain: 'okonjo-partners.example',
    address: '5 Bedford Row, London WC1R 4BU',
    timeZone: 'Europe/London',
    language: 'en',
    phonePattern: '+44 20 7946 0###',
    people: [
      'Adaeze Okonjo|Senior Partner',
      'Edmund Hale|Solicitor',
      'Rebecca Stern|Contracts',
      'Thomas Lister|Paralegal|lister',
      'Nadia Rahman|Accounts',
    ],
  },
  {
    id: 'lumen',
    name: 'Lumen Foundation',
    kind: 'client',
    domain: 'lumen.example.org',
    address: 'Ngong Road, Nairobi',
    timeZone: 'Africa/Nairobi',
    language: 'en',
    phonePattern: '+254 20 000 0###',
    people: [
      'Wanjiru Kamau|Programme Director',
      'Peter Ochieng|Field Coordinator',
      'Aoife Brennan|Grants',
      'Samuel Mutua|Monitoring & Evaluation',
      'Leila Farah|Communications',
      'David Newsom|Trustee|newsom',
    ],
  },
  {
    id: 'ahrensfeld',
    name: 'Stadtwerke Ahrensfeld',
    kind: 'client',
    domain: 'ahrensfeld.example',
    address: 'Gerberstraße 3, 04105 Leipzig',
    timeZone: 'Europe/Berlin',
    language: 'de',
    phonePattern: '+49 341 2312 5##',
    people: [
      'Matthias Krüger|Leiter Digitalisierung',
      'Simone Heinze|Vergabestelle',
      'Torsten Böhme|Netzbetrieb',
      'Claudia Naumann|Öffentlichkeitsarbeit',
      'Ronny Seidel|Datenschutz',
      'Petra Zschocke|Buchhaltung',
    ],
  },
  {
    id: 'tidewater',
    name: 'Tidewater Capital',
    kind: 'client',
    domain: 'tidewater.example',
    address: '88 Pine Street, New York, NY 10005',
    timeZone: 'America/New_York',
    language: 'en',
    phonePattern: '+1 212 555 01##',
    people: [
      'Eleanor Voss|Partner',
      'Benjamin Ashe|Associate',
      'Carlos Medina|Principal',
      'Judith Perlman|General Counsel',
      'Akira Fujimoto|Analyst',
    ],
  },
  {
    id: 'freelance',
    name: '',
    kind: 'freelance',
    domain: 'example.net',
    address: '',
    timeZone: 'Europe/Berlin',
    language: 'en',
    phonePattern: '+49 1555 000 ####',
    people: [
      'Zoë Lindqvist|Illustrator|zoe|zoelindqvist.example',
      'Karim Benali|Photographer|karim|studio-benali.example',
      'Ottilie Frank|Copywriter|hello|ottiliefrank.example',
      'Diego Salas|Sound designer',
      'Maren Holt|Translator EN–DE',
      'Pavel Novák|Front-end developer',
      'Ingrid Solberg|Accessibility consultant',
      'Tomasz Zieliński|3D artist',
      'Naomi Adeyemi|Facilitator',
      'Anton Weiss|Tax adviser|kanzlei|weiss-steuer.example',
    ],
  },
  {
    id: 'family',
    name: '',
    kind: 'private',
    domain: 'example.com',
    address: '',
    timeZone: 'Europe/Berlin',
    language: 'en',
    phonePattern: '+49 1555 001 ####',
    people: [
      'Michael Hartwig|',
      'Ingeborg Hartwig|',
      'Peter Hartwig|',
      'Johanna Hartwig-Meyer|',
      'Nils Hartwig|',
      'Carmen Ruiz|',
      'Ben Adler|',
      'Theresa Kuhn|',
      'Oskar Lehmann|',
      'Julia Sommer|',
      'Daniel Osei|',
      'Mira Popescu|',
      'Stefan Albrecht|',
      'Yara Haddad|',
      'Philipp Engel|',
      'Anneliese Brandt|',
    ],
  },
  {
    id: 'neighbourhood',
    name: '',
    kind: 'private',
    domain: 'example.org',
    address: '',
    timeZone: 'Europe/Berlin',
    language: 'de',
    phonePattern: '+49 1555 002 ####',
    people: [
      'Gudrun Falk|Klassenlehrerin 3b|g.falk|grundschule.example.org',
      'Helmut Reuter|Vorstand Ruderclub Spree|vorstand|ruderclub.example.org',
      'Katja Blum|Elternvertretung 3b',
      'Mustafa Şahin|Hausverwaltung|sahin|hausverwaltung.example.org',
      'Lore Wagner|Nachbarin',
      'Dr. Verena Scholl|Kinderärztin|praxis|praxis-scholl.example.org',
    ],
  },
]

const folded: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'o', ł: 'l', ı: 'i', ş: 's' }

const programs: readonly MailProgram[] = ['gmail', 'outlook', 'outlook', 'apple', 'thunderbird', 'phone', 'gmail']

/** Where the owner of the sample workspace works. */
export const ownOrganisation: Organisation = organisationOf(circles[0])

/** The owner of the sample workspace. */
export const owner: Person = {
  name: 'Lena Hartwig',
  firstName: 'Lena',
  email: 'lena@brightwater.example',
  title: 'Partner, Strategy',
  organisation: ownOrganisation,
  phone: '+49 30 2312 5120',
  mobile: '+49 1555 000 2171',
  program: 'gmail',
  birthday: null,
}

/** The owner's private address, which she also sends from. */
export const ownerAlias = 'lena.hartwig@example.com'

/** Everyone else. */
export const people: readonly Person[] = circles.flatMap((circle) => circle.people.map((line) => personOf(circle, line)))

/** The people of one organisation or circle. */
export function peopleOf(organisationId: string): readonly Person[] {
  return people.filter((person) => person.organisation.id === organisationId)
}

/** A person by address. Throws when the sample world does not know it: its tables must fit together. */
export function personWithEmail(email: string): Person {
  const person = people.find((candidate) => candidate.email === email)
  if (person === undefined) throw new Error(`The sample world has no ${email}`)
  return person
}

/** `Name <address>`, for people to read. */
export function addressOf(person: Pick<Person, 'name' | 'email'>): string {
  return `${person.name} <${person.email}>`
}

function personOf(circle: Circle, line: string): Person {
  const [name = '', title = '', mailbox = '', domain = circle.domain] = line.split('|')
  const dice = createDice(`person/${name}`)
  const words = name.replace(/^Dr\. /, '').split(' ')
  const number = (): string => circle.phonePattern.replaceAll('#', () => String(dice.between(0, 9)))
  const hasBirthday = circle.kind === 'private' ? dice.chance(0.75) : circle.kind === 'own' ? dice.chance(0.8) : dice.chance(0.06)
  return {
    name,
    // Japanese names put the family first; business mail addresses people by it.
    firstName: words[0] ?? name,
    email: `${mailbox === '' ? plainLetters(`${words[0]}.${words.slice(1).join('-')}`) : mailbox}@${domain}`,
    title,
    organisation: organisationOf(circle),
    phone: number(),
    mobile: dice.chance(0.4) ? number() : null,
    program: circle.language === 'ja' ? 'outlook' : dice.pick(programs),
    birthday: hasBirthday ? { year: dice.between(1948, 2001), month: dice.between(1, 12), day: dice.between(1, 28) } : null,
  }
}

function organisationOf(circle: Circle | undefined): Organisation {
  if (circle === undefined) throw new Error('The sample world has no organisations')
  const { id, name, kind, domain, address, timeZone, language } = circle
  return { id, name, kind, domain, address, timeZone, language }
}

function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[äöüßøłış]/g, (letter) => folded[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9.-]/g, '')
}
