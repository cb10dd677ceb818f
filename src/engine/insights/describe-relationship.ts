// Words an account of a relationship from its history: only what the data say, in plain English.

/** One message or meeting, oldest first. */
export interface HistoryItem {
  readonly relation: 'sent' | 'received' | 'met'
  readonly atMs: number
}

/** What the account is made of. */
export interface Relationship {
  readonly name: string
  readonly history: readonly HistoryItem[]
  readonly nextMeeting: { readonly title: string; readonly atMs: number } | null
  readonly topics: readonly string[]
}

/** The account: sentences, and the same as facts. */
export interface RelationshipAccount {
  readonly summary: string
  readonly facts: { label: string; value: string }[]
}

const dayMs = 24 * 3600 * 1000

/** Shorter gaps are never called a silence. */
const shortestSilenceDays = 60

/** Equal input gives equal words. Days are those of UTC. */
export function describeRelationship(relationship: Relationship, nowMs: number): RelationshipAccount {
  const { name, history, nextMeeting, topics } = relationship
  const first = history[0]
  const last = history.at(-1)
  const facts: { label: string; value: string }[] = []
  const sentences: string[] = []
  const add = (label: string, value: string | null, sentence: string): void => {
    if (value === null) return
    facts.push({ label, value })
    sentences.push(sentence)
  }
  if (!first || !last) sentences.push(`There is no message to or from ${name} and no meeting yet.`)
  else {
    const counts = countText(history)
    add('History', `${counts} since ${dateText(first.atMs)}`, `You and ${name} share ${counts} since ${dateText(first.atMs)}.`)
    add(
      'Last contact',
      `${dateText(last.atMs)} (${agoText(last.atMs, nowMs)})`,
      `The last contact was ${lastText(last)} ${agoText(last.atMs, nowMs)}.`,
    )
    const reply = whoOwesReply(history, nowMs)
    add('Reply', reply, `${reply}.`)
    const cadence = medianGapDays(history)
    add('Rhythm', cadence === null ? null : rhythmText(cadence), `You are usually in touch ${rhythmText(cadence ?? 1)}.`)
    const channel = usualChannel(history)
    add('Usual channel', channel, `Your usual channel is ${channel}.`)
    const silences = longSilences(history, cadence, nowMs)
    add('Long silences', silences.length === 0 ? null : silences.join('; '), `The longest silence: ${silences[0]}.`)
  }
  if (topics.length > 0) add('Recurring topics', topics.join(', '), `Recurring topics: ${topics.join(', ')}.`)
  if (nextMeeting) {
    const title = nextMeeting.title === '' ? 'a meeting' : `“${nextMeeting.title}”`
    add('Next meeting', `${title}, ${dateText(nextMeeting.atMs)}`, `Next meeting: ${title} on ${dateText(nextMeeting.atMs)}.`)
  }
  return { summary: sentences.join(' '), facts }
}

function countText(history: readonly HistoryItem[]): string {
  const meetings = history.filter((item) => item.relation === 'met').length
  const messages = history.length - meetings
  const parts = [messages > 0 ? plural(messages, 'message') : '', meetings > 0 ? plural(meetings, 'meeting') : '']
  return parts.filter((part) => part !== '').join(' and ')
}

function lastText(item: HistoryItem): string {
  return item.relation === 'met' ? 'a meeting' : item.relation === 'sent' ? 'your message' : 'their message'
}

/** Whose turn it is in the last exchange of messages; a meeting since settles it. */
function whoOwesReply(history: readonly HistoryItem[], nowMs: number): string | null {
  const last = history.at(-1)
  if (!last || last.relation === 'met') return null
  return last.relation === 'received'
    ? `They wrote last, ${agoText(last.atMs, nowMs)}, and you have not answered`
    : `You wrote last, ${agoText(last.atMs, nowMs)}, and they have not answered`
}

/** Days between days with contact; null for fewer than three such days. */
function medianGapDays(history: readonly HistoryItem[]): number | null {
  const days = [...new Set(history.map((item) => Math.floor(item.atMs / dayMs)))]
  const gaps = days
    .slice(1)
    .map((day, index) => day - (days[index] ?? day))
    .toSorted((a, b) => a - b)
  return gaps.length < 2 ? null : (gaps[Math.floor(gaps.length / 2)] ?? null)
}

function rhythmText(days: number): string {
  return days <= 1 ? 'almost every day' : `about every ${daysText(days)}`
}

function usualChannel(history: readonly HistoryItem[]): string | null {
  const meetings = history.filter((item) => item.relation === 'met').length
  const messages = history.length - meetings
  if (history.length < 3) return null
  if (messages >= 2 * meetings) return 'e-mail'
  return meetings >= 2 * messages ? 'meetings' : 'both e-mail and meetings'
}

/** The longest gaps that stand out, at most two, the present one included. */
function longSilences(history: readonly HistoryItem[], cadenceDays: number | null, nowMs: number): string[] {
  const least = Math.max(shortestSilenceDays, 3 * (cadenceDays ?? 0)) * dayMs
  const times = [...history.map((item) => item.atMs), nowMs]
  return times
    .slice(1)
    .map((atMs, index) => ({ fromMs: times[index] ?? atMs, untilMs: atMs }))
    .filter((gap) => gap.untilMs - gap.fromMs >= least)
    .toSorted((a, b) => b.untilMs - b.fromMs - (a.untilMs - a.fromMs) || a.fromMs - b.fromMs)
    .slice(0, 2)
    .map((gap) => {
      const days = daysText(Math.floor((gap.untilMs - gap.fromMs) / dayMs))
      return gap.untilMs === nowMs
        ? `${days} since ${dateText(gap.fromMs)}`
        : `${days} from ${dateText(gap.fromMs)} to ${dateText(gap.untilMs)}`
    })
}

function dateText(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(atMs)
}

function agoText(atMs: number, nowMs: number): string {
  const days = Math.floor(nowMs / dayMs) - Math.floor(atMs / dayMs)
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
}

function daysText(days: number): string {
  return plural(days, 'day')
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
