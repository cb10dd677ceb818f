// What the people of the sample world work on together: mails and meetings of a project share people, words and places.
import { peopleOf, personWithEmail, type Person } from './people.ts'

/** A piece of work for one client. */
export interface Project {
  readonly name: string
  readonly clientId: string
  readonly members: readonly Person[]
  /** Things that are made in it; English, as they stand in subjects and titles. */
  readonly things: readonly string[]
  readonly place: string
  /** Whether software is made in it, which can break and be tested. */
  readonly isSoftware: boolean
  /** When it runs, in days from the anchor day. */
  readonly fromDay: number
  readonly toDay: number
}

function team(...mailboxes: readonly string[]): Person[] {
  return mailboxes.map((mailbox) => personWithEmail(`${mailbox}@brightwater.example`))
}

/** All projects, old and new. */
export const projects: readonly Project[] = [
  {
    name: 'Fährticket',
    clientId: 'northwind',
    members: [...peopleOf('northwind'), ...team('sofia', 'felix', 'priya')],
    things: ['booking flow', 'seat map', 'timetable page', 'accessibility report', 'boarding pass'],
    place: 'Sandtorkai, Hamburg',
    isSoftware: true,
    fromDay: -400,
    toDay: 200,
  },
  {
    name: 'Talon',
    clientId: 'kestrel',
    members: [...peopleOf('kestrel'), ...team('amara', 'felix', 'leo')],
    things: ['fleet dashboard', 'onboarding wizard', 'alert design', 'icon set', 'usability study'],
    place: 'Boston office',
    isSoftware: true,
    fromDay: -300,
    toDay: 260,
  },
  {
    name: 'Atelier',
    clientId: 'valmont',
    members: [...peopleOf('valmont'), ...team('amara', 'emre')],
    things: ['lookbook', 'shop windows', 'launch film', 'press kit'],
    place: 'rue Auguste Comte, Lyon',
    isSoftware: false,
    fromDay: -500,
    toDay: 120,
  },
  {
    name: 'Naranja',
    clientId: 'solana',
    members: [...peopleOf('solana'), ...team('priya', 'sofia')],
    things: ['packaging', 'label artwork', 'export brochure', 'grower portal'],
    place: 'València',
    isSoftware: true,
    fromDay: -560,
    toDay: 90,
  },
  {
    name: 'Bottega',
    clientId: 'berti',
    members: [...peopleOf('berti'), ...team('emre')],
    things: ['product catalogue', 'configurator', 'trade-fair stand'],
    place: 'Torino',
    isSoftware: true,
    fromDay: -460,
    toDay: 220,
  },
  {
    name: 'Ribeira 2.0',
    clientId: 'ribeira',
    members: [...peopleOf('ribeira'), ...team('meiling')],
    things: ['reservation page', 'photo shoot', 'breakfast menu'],
    place: 'Porto',
    isSoftware: true,
    fromDay: -430,
    toDay: 60,
  },
  {
    name: 'Kade',
    clientId: 'vdmeer',
    members: [...peopleOf('vdmeer'), ...team('jonas', 'meiling')],
    things: ['driver app', 'track-and-trace page', 'dock planner'],
    place: 'Wilhelminakade, Rotterdam',
    isSoftware: true,
    fromDay: -360,
    toDay: 270,
  },
  {
    name: 'Washi',
    clientId: 'hoshino',
    members: [...peopleOf('hoshino'), ...team('amara', 'meiling')],
    things: ['sample book', 'web shop', 'exhibition panel'],
    place: 'Kyoto',
    isSoftware: true,
    fromDay: -150,
    toDay: 180,
  },
  {
    name: 'Wayfinder',
    clientId: 'fernhill',
    members: [...peopleOf('fernhill'), ...team('leo', 'sofia', 'priya')],
    things: ['signage plan', 'patient app', 'ward map', 'consent form', 'interview notes'],
    place: 'Clarendon Way, Leeds',
    isSoftware: true,
    fromDay: -330,
    toDay: 240,
  },
  {
    name: 'Charter',
    clientId: 'okonjo',
    members: [...peopleOf('okonjo'), ...team('hanna', 'tobias')],
    things: ['framework agreement', 'data processing addendum', 'trademark filing'],
    place: 'Bedford Row, London',
    isSoftware: false,
    fromDay: -560,
    toDay: 270,
  },
  {
    name: 'Open Wells',
    clientId: 'lumen',
    members: [...peopleOf('lumen'), ...team('leo', 'ruth')],
    things: ['annual report', 'impact map', 'donor page', 'field survey'],
    place: 'Nairobi',
    isSoftware: true,
    fromDay: -270,
    toDay: 150,
  },
  {
    name: 'Stromportal',
    clientId: 'ahrensfeld',
    members: [...peopleOf('ahrensfeld'), ...team('jonas', 'felix')],
    things: ['customer portal', 'meter reading form', 'outage map', 'tender documents'],
    place: 'Gerberstraße, Leipzig',
    isSoftware: true,
    fromDay: -210,
    toDay: 270,
  },
  {
    name: 'Ledger',
    clientId: 'tidewater',
    members: [...peopleOf('tidewater'), ...team('tobias', 'hanna')],
    things: ['investor deck', 'cap table', 'quarterly letter'],
    place: 'Pine Street, New York',
    isSoftware: false,
    fromDay: -120,
    toDay: 160,
  },
  {
    name: 'Brightwater site',
    clientId: 'brightwater',
    members: peopleOf('brightwater'),
    things: ['case study', 'team page', 'hiring plan', 'studio handbook'],
    place: 'Oranienstraße',
    isSoftware: true,
    fromDay: -560,
    toDay: 270,
  },
]

/** The projects under way on a day counted from the anchor day. */
export function projectsOn(dayFromAnchor: number): Project[] {
  return projects.filter((project) => project.fromDay <= dayFromAnchor && dayFromAnchor <= project.toDay)
}
