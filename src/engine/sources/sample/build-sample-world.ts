// Builds the sample world: one account with eighteen months of mail and meetings, the same for the same anchor.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import { FakeAccount } from '../../google/fake/fake-account.ts'
import { automaticReplies, spamMails } from './automatic-mail.ts'
import { planBulkMails } from './bulk-mail.ts'
import { bulkSenders } from './bulk-senders.ts'
import { planCalendars } from './calendar-plan.ts'
import { planConversation, type Conversation } from './conversations.ts'
import { composeInvitation } from './invitation-mail.ts'
import { oddMails } from './odd-mail.ts'
import { owner, ownerAlias } from './people.ts'
import { projects } from './projects.ts'
import { ageLabels, bulkDelivery, conversationDelivery, deliver, type MailDelivery, type SampleWorld } from './sample-world.ts'
import { signatureOf } from './signatures.ts'
import { applyTick } from './ticks.ts'

/** How many mails the mailbox holds on the anchor day. */
export const plannedMailCount = 2000

/** How a sample world is asked for. */
export interface SampleWorldOptions {
  /** The day around which everything is set, in milliseconds since the epoch. */
  readonly anchorMs: number
  /** How many times new things have come in since. */
  readonly tick: number
  /** Where the owner lives, as an IANA name. Default Europe/Berlin. */
  readonly homeZone?: string
  /** The time that the fake Google tells; the world itself does not depend on it. */
  readonly clock: Pick<Clock, 'now'>
}

/** The longest stretch of work before others get a turn, in milliseconds. */
const sliceMs = 4

/** Builds the world in small slices, so that the thread it runs in stays responsive. */
export async function buildSampleWorld(options: SampleWorldOptions): Promise<SampleWorld> {
  const steps = build(options)
  let sliceStartedAt = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - sliceStartedAt < sliceMs) continue
    await nextTurn()
    sliceStartedAt = performance.now()
  }
}

function* build({ anchorMs, tick, clock, homeZone = 'Europe/Berlin' }: SampleWorldOptions): Generator<void, SampleWorld> {
  const account = new FakeAccount(
    {
      email: owner.email,
      displayName: owner.name,
      timeZone: homeZone,
      sendAs: [{ email: ownerAlias, displayName: owner.name }],
      signature: `<div>${signatureOf(owner, '', 0).split('\n').slice(1).join('<br>')}</div>`,
    },
    clock,
  )
  yield
  const projectLabels = new Map(
    projects.map((project) => [project.name, account.mailbox.createLabel(`Projects/${project.name}`)]),
  )
  const calendarPlan = yield* planCalendars(account, anchorMs, homeZone)
  const conversations: Conversation[] = []
  const mails = yield* planMails(account, anchorMs, homeZone, conversations, projectLabels)
  yield
  mails.sort((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1))
  yield
  const threadIds = new Map<string, string>()
  for (const [index, mail] of mails.entries()) {
    deliver(account, threadIds, mail)
    if (index % 40 === 39) yield
  }
  const world: SampleWorld = { account, anchorMs, homeZone, calendarPlan, conversations, threadIds, projectLabels, tick: 0 }
  while (world.tick < tick) {
    applyTick(world)
    yield
  }
  return world
}

function* planMails(
  account: FakeAccount,
  anchorMs: number,
  homeZone: string,
  conversations: Conversation[],
  projectLabels: ReadonlyMap<string, string>,
): Generator<void, MailDelivery[]> {
  const mails: MailDelivery[] = []
  for (const sender of bulkSenders) {
    for (const mail of planBulkMails(sender, anchorMs, homeZone)) mails.push(bulkDelivery(mail, anchorMs))
    yield
  }
  for (const mail of [...oddMails, ...automaticReplies, ...spamMails]) {
    const atMs = anchorMs - mail.minutesBack * 60_000
    mails.push({ key: mail.key, threadKey: mail.key, atMs, labelIds: mail.labelIds, raw: () => mail.compose(atMs) })
  }
  yield
  mails.push(...planInvitations(account, anchorMs, homeZone))
  yield
  for (let number = 0; mails.length < plannedMailCount; number++) {
    const conversation = planConversation(number, anchorMs, homeZone, anchorMs)
    conversation.mails.length = Math.min(conversation.mails.length, plannedMailCount - mails.length)
    if (conversation.mails.length === 0) continue
    conversations.push(conversation)
    for (const mail of conversation.mails) mails.push(conversationDelivery(mail, anchorMs, projectLabels))
    if (number % 4 === 3) yield
  }
  return mails
}

function planInvitations(account: FakeAccount, anchorMs: number, homeZone: string): MailDelivery[] {
  const mails: MailDelivery[] = []
  for (const { event } of account.primary.records()) {
    if (
      event.organizer?.self === true ||
      event.attendees === undefined ||
      event.recurringEventId !== undefined ||
      mails.length >= 70
    )
      continue
    const atMs = Date.parse(event.created ?? '') + 30_000
    if (!(atMs < anchorMs)) continue
    const key = `invite-${event.id}`
    mails.push({
      key,
      threadKey: key,
      atMs,
      labelIds: ageLabels(key, atMs, anchorMs, ['CATEGORY_UPDATES']),
      raw: () => composeInvitation(event, homeZone, atMs),
    })
  }
  return mails
}
