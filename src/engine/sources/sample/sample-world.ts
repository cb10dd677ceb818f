// The sample world as it stands, and how mail gets into it: in its thread, with the labels the owner would give it.
import type { FakeAccount } from '../../google/fake/fake-account.ts'
import { composeBulkMail, type BulkMail } from './bulk-mail.ts'
import type { CalendarPlan } from './calendar-frame.ts'
import { composeConversationMail } from './conversation-mail.ts'
import type { Conversation, ConversationMail } from './conversations.ts'
import { owner } from './people.ts'
import { createDice } from './random.ts'

/** The sample world and what its next ticks go on from. */
export interface SampleWorld {
  readonly account: FakeAccount
  readonly anchorMs: number
  readonly homeZone: string
  readonly calendarPlan: CalendarPlan
  readonly conversations: Conversation[]
  /** Gmail's thread id by our own key of a thread. */
  readonly threadIds: Map<string, string>
  /** Gmail's label id by project name. */
  readonly projectLabels: ReadonlyMap<string, string>
  tick: number
}

/** A mail on its way into the mailbox. */
export interface MailDelivery {
  readonly key: string
  readonly threadKey: string
  readonly atMs: number
  readonly labelIds: readonly string[]
  readonly raw: () => Uint8Array
}

/** Delivers a conversation's mail into the mailbox, in its thread and with the labels the owner would give it. */
export function deliverConversationMail(world: SampleWorld, mail: ConversationMail): void {
  deliver(world.account, world.threadIds, conversationDelivery(mail, world.anchorMs, world.projectLabels))
}

/** Delivers a newsletter or the like. */
export function deliverBulkMail(world: SampleWorld, mail: BulkMail): void {
  deliver(world.account, world.threadIds, bulkDelivery(mail, world.anchorMs))
}

/** A mail of a conversation, on its way. */
export function conversationDelivery(
  mail: ConversationMail,
  anchorMs: number,
  projectLabels: ReadonlyMap<string, string>,
): MailDelivery {
  const { conversation, index } = mail
  const key = `${conversation.key}/${index}`
  const label = projectLabels.get(conversation.project.name)
  const isFiled = label !== undefined && conversation.circle === 'client' && createDice(`${conversation.key}/filed`).chance(0.4)
  const own = isFiled ? [label] : []
  const labelIds =
    mail.from === owner
      ? ['SENT', ...own]
      : ageLabels(key, mail.atMs, anchorMs, [
          'CATEGORY_PERSONAL',
          ...(createDice(`${key}/important`).chance(0.4) ? ['IMPORTANT'] : []),
          ...own,
        ])
  return { key, threadKey: conversation.key, atMs: mail.atMs, labelIds, raw: () => composeConversationMail(mail) }
}

/** A newsletter or the like, on its way. */
export function bulkDelivery(mail: BulkMail, anchorMs: number): MailDelivery {
  const key = `${mail.sender.id}/${mail.number}`
  return {
    key,
    threadKey: key,
    atMs: mail.atMs,
    labelIds: ageLabels(key, mail.atMs, anchorMs, mail.sender.labels),
    raw: () => composeBulkMail(mail),
  }
}

/** The labels of a mail by its age: what is new lies unread in the inbox, what is old has been put away, a little went into the bin. */
export function ageLabels(key: string, atMs: number, anchorMs: number, labelIds: readonly string[]): string[] {
  const dice = createDice(`${key}/labels`)
  const daysOld = (anchorMs - atMs) / 86_400_000
  if (daysOld > 1 && daysOld < 28 && labelIds.includes('CATEGORY_PROMOTIONS') && dice.chance(0.3)) return ['TRASH', ...labelIds]
  const isUnread =
    daysOld < 1
      ? dice.chance(0.7)
      : daysOld < 6
        ? dice.chance(0.25)
        : labelIds.includes('CATEGORY_PROMOTIONS') && dice.chance(0.4)
  const isInInbox = daysOld < 30 || dice.chance(daysOld < 120 ? 0.5 : 0.25)
  return [
    ...(isInInbox ? ['INBOX'] : []),
    ...(isUnread ? ['UNREAD'] : []),
    ...(dice.chance(0.03) ? ['STARRED'] : []),
    ...labelIds,
  ]
}

/** Puts a mail into the mailbox; the first of a thread names the thread. */
export function deliver(account: FakeAccount, threadIds: Map<string, string>, mail: MailDelivery): void {
  const threadId = threadIds.get(mail.threadKey)
  const id = account.mailbox.addMessage({
    raw: mail.raw,
    labelIds: mail.labelIds,
    internalDateMs: mail.atMs,
    ...(threadId === undefined ? {} : { threadId }),
  })
  if (threadId === undefined) threadIds.set(mail.threadKey, id)
}
