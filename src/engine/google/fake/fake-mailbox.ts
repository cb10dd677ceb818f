// One mailbox in memory: messages with labels, and Gmail's history of what happened to them.
import type { Clock } from '../../clock.ts'
import { shortHash } from './opaque-token.ts'

/** A message. The source is a function so that thousands of messages cost nothing until somebody reads them. */
export interface MailRecord {
  readonly id: string
  readonly threadId: string
  readonly labelIds: ReadonlySet<string>
  readonly internalDateMs: number
  /** The history id of the latest thing that happened to it. */
  readonly historyId: bigint
  readonly raw: () => Uint8Array
}

/** A label of a person, or one of Gmail's own. */
export interface MailLabel {
  readonly id: string
  readonly name: string
  readonly type: 'system' | 'user'
}

/** One thing that happened, as history.list tells it. */
export interface HistoryEntry {
  readonly id: bigint
  readonly kind: 'messageAdded' | 'messageDeleted' | 'labelAdded' | 'labelRemoved'
  readonly messageId: string
  readonly threadId: string
  /** The labels that were added or removed; for an added message its labels then. */
  readonly labelIds: readonly string[]
  /** The message's labels after it happened. */
  readonly labelsAfter: readonly string[]
}

/** What a person (or a test) says about a new message. */
export interface MailInput {
  readonly raw: Uint8Array | string | (() => Uint8Array)
  readonly id?: string
  /** Default: a thread of its own. */
  readonly threadId?: string
  /** Default: INBOX and UNREAD. */
  readonly labelIds?: readonly string[]
  /** Default: now. */
  readonly internalDateMs?: number
}

const systemLabels = [
  'CHAT',
  'SENT',
  'INBOX',
  'IMPORTANT',
  'TRASH',
  'DRAFT',
  'SPAM',
  'CATEGORY_FORUMS',
  'CATEGORY_UPDATES',
  'CATEGORY_PERSONAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_SOCIAL',
  'STARRED',
  'UNREAD',
]

/** The first history id lies above 2^53, so that a client that makes it a JavaScript number loses its place. */
const firstHistoryId = 9_007_199_254_740_993n

/** A mailbox that tests and the sample workspace change the way people and senders change theirs. */
export class FakeMailbox {
  readonly #clock: Pick<Clock, 'now'>
  readonly #email: string
  readonly #messages = new Map<string, MailRecord>()
  readonly #labels = new Map<string, MailLabel>(systemLabels.map((id) => [id, { id, name: id, type: 'system' }]))
  readonly #history: HistoryEntry[] = []
  #historyId = firstHistoryId
  #oldestHistoryId = firstHistoryId
  #nextMessageNumber = 1
  #nextLabelNumber = 1
  #newestFirst: MailRecord[] | null = null

  constructor(email: string, clock: Pick<Clock, 'now'>) {
    this.#email = email
    this.#clock = clock
  }

  /** The id of the latest thing that happened. A uint64: never make it a number. */
  get historyId(): bigint {
    return this.#historyId
  }

  /** History is kept from here on; older start ids are answered with 404. */
  get oldestHistoryId(): bigint {
    return this.#oldestHistoryId
  }

  /** All labels, Gmail's own first. */
  labels(): MailLabel[] {
    return [...this.#labels.values()]
  }

  /** A message by id, or undefined once it is gone for good. */
  message(id: string): MailRecord | undefined {
    return this.#messages.get(id)
  }

  /** All messages, newest first, as Gmail lists them. */
  messages(): readonly MailRecord[] {
    this.#newestFirst ??= [...this.#messages.values()].sort(
      (a, b) => b.internalDateMs - a.internalDateMs || (a.id < b.id ? 1 : -1),
    )
    return this.#newestFirst
  }

  /** What happened after a history id, oldest first. */
  historyAfter(id: bigint): readonly HistoryEntry[] {
    let low = 0
    let high = this.#history.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#history[middle]?.id ?? 0n) <= id) low = middle + 1
      else high = middle
    }
    return this.#history.slice(low)
  }

  /** Makes a label; Gmail calls it `Label_1` and so on. Gives back its id. */
  createLabel(name: string): string {
    const id = `Label_${this.#nextLabelNumber++}`
    this.#labels.set(id, { id, name, type: 'user' })
    return id
  }

  /** Lets a message arrive (or be sent, with the label SENT). Gives back its id. */
  addMessage(input: MailInput): string {
    const number = this.#nextMessageNumber++
    const id = input.id ?? `18${shortHash(`${this.#email}/${number}`)}${number.toString(16).padStart(6, '0')}`
    const labelIds = new Set(input.labelIds ?? ['INBOX', 'UNREAD'])
    const { raw } = input
    const source = typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw
    const record: MailRecord = {
      id,
      threadId: input.threadId ?? id,
      labelIds,
      internalDateMs: input.internalDateMs ?? this.#clock.now(),
      historyId: 0n,
      raw: typeof source === 'function' ? source : () => source,
    }
    this.#record(record, 'messageAdded', [...labelIds])
    return id
  }

  /** Takes a message away for good, as emptying the bin does. */
  deleteMessage(id: string): void {
    const record = this.#existing(id)
    this.#record(record, 'messageDeleted', [])
    this.#messages.delete(id)
    this.#newestFirst = null
  }

  /** Puts labels on a message; those it has already are passed over. */
  addLabels(id: string, labelIds: readonly string[]): void {
    const record = this.#existing(id)
    const added = labelIds.filter((label) => !record.labelIds.has(label))
    if (added.length > 0) this.#record({ ...record, labelIds: new Set([...record.labelIds, ...added]) }, 'labelAdded', added)
  }

  /** Takes labels off a message; those it does not have are passed over. */
  removeLabels(id: string, labelIds: readonly string[]): void {
    const record = this.#existing(id)
    const removed = labelIds.filter((label) => record.labelIds.has(label))
    if (removed.length === 0) return
    this.#record(
      { ...record, labelIds: new Set([...record.labelIds].filter((label) => !removed.includes(label))) },
      'labelRemoved',
      removed,
    )
  }

  /** Moves a message to the bin. */
  trash(id: string): void {
    this.addLabels(id, ['TRASH'])
    this.removeLabels(id, ['INBOX'])
  }

  /** Brings a message back from the bin into the inbox. */
  untrash(id: string): void {
    this.addLabels(id, ['INBOX'])
    this.removeLabels(id, ['TRASH'])
  }

  /** Marks a message as spam. */
  markSpam(id: string): void {
    this.addLabels(id, ['SPAM'])
    this.removeLabels(id, ['INBOX'])
  }

  /** Forgets the history so far: every start id given out until now is answered with 404. */
  expireHistory(): void {
    this.#advance()
    this.#oldestHistoryId = this.#historyId
    this.#history.length = 0
  }

  #existing(id: string): MailRecord {
    const record = this.#messages.get(id)
    if (record === undefined) throw new Error(`The mailbox has no message ${id}`)
    return record
  }

  #record(record: MailRecord, kind: HistoryEntry['kind'], labelIds: readonly string[]): void {
    this.#advance()
    this.#messages.set(record.id, { ...record, historyId: this.#historyId })
    this.#newestFirst = null
    this.#history.push({
      id: this.#historyId,
      kind,
      messageId: record.id,
      threadId: record.threadId,
      labelIds,
      labelsAfter: [...record.labelIds],
    })
  }

  /** Gmail's ids grow, with gaps. */
  #advance(): void {
    this.#historyId += 1n + (this.#historyId % 7n)
  }
}
