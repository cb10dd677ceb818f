// What both mail stages do: take pending raw mails in small batches, understand them, put them on the timeline.
import { canonicalAddressKey } from '../../people/address-key.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { listPendingEventStages } from '../../db/queries/calendar/list-pending-event-stages.ts'
import { resolveThread } from '../../db/queries/interactions/resolve-thread.ts'
import { type EmailInteraction, writeEmail } from '../../db/queries/interactions/write-email.ts'
import { reopenUnparkedItems } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import type { Database, Transaction } from '../../db/database.ts'
import { findDirection } from '../../normalize/mail/mail-direction.ts'
import type { MailSource } from '../../normalize/mail/mail-source.ts'
import { mailCopyKey } from '../../normalize/mail/mail-copy-key.ts'
import { normalizeMail } from '../../normalize/mail/normalize-mail.ts'
import type { NormalizedMail } from '../../normalize/mail/normalized-mail.ts'
import { runInTime } from '../../normalize/run-in-time.ts'
import { gathering } from '../gather.ts'
import { Pace } from '../pace.ts'
import type { ClaimedJob, FollowUp, ProcessorContext } from '../types.ts'
import { WordMerger } from '../word-merger.ts'
import { type FailureWords, type Prepared, storeRawEvents } from './settle-raw-events.ts'

type MailStage = 'normalize_google_email' | 'normalize_file_email'

/** How the two kinds of raw mail differ. */
export interface MailStageRules {
  readonly source: 'google_email' | 'file_email'
  /** @throws Error with a sentence for a person when the payload is no mail. */
  readonly read: (payload: Buffer) => MailSource
  /** What tells apart mails that claim one Message-ID. */
  readonly sourceKey: (mail: NormalizedMail, row: RawEvent) => string
  /** When the mail was taken off the timeline by its source, or null while it is there. */
  readonly goneAt: (mail: NormalizedMail, row: RawEvent) => number | null
  /** After how long (ms) reading is broken off, where that is not after ten seconds. */
  readonly longestStretchMs?: number
}

const words: FailureWords = {
  label: (row) => `Mail ${row.externalId.slice(0, 60)}`,
  hint: 'The original is kept. Try it again after an update of OmniCRM.',
}
/** A stretch of reading takes milliseconds; what takes so long has got out of hand. */
const longestStretchMs = 10_000
/** Mails of usual size in one transaction. */
const batchSizes = { first: 8, least: 5, most: 40 }
/** What costs about as much to write as a mail of usual size: characters to find words in, characters to keep, people. */
const oneMail = { words: 4_096, body: 65_536, people: 25 }

/** Works through the pending raw mails of an account and counts them. A bad one is listed as a failure; the rest goes on. */
export async function normalizeMails(
  job: ClaimedJob<MailStage>,
  context: ProcessorContext,
  rules: MailStageRules,
): Promise<{ items: number; failedItems: number }> {
  const { accountId } = job.payload
  let items = 0
  let failedItems = 0
  let total = 0
  const pace = new Pace(context, batchSizes)
  const merger = new WordMerger(pace, 'interaction_words')
  context.commit({}, (tx) => reopenUnparkedItems(tx, job.kind, accountId))
  for (;;) {
    const size = pace.size
    const rows = listPendingRawEvents(context.db, rules.source, accountId, size)
    if (rows.length === 0) break
    const prepared = await prepare(rows, rules, pace)
    items += prepared.length
    // Counting walks all that is pending: it is done anew only when more has come in.
    if (items >= total) total = items - rows.length + countPendingRawEvents(context.db, rules.source, accountId)
    let done = items - prepared.length
    for (const { entries, weight } of splitByWeight(prepared, size)) {
      done += entries.length
      const ownKeys = new Set((getAccount(context.db, accountId)?.ownAddresses ?? []).map(canonicalAddressKey))
      const now = context.clock.now()
      // The last batch leaves it to the end of the job.
      const followUps = rows.length < size ? [] : whatFollows(context.db, accountId).map((next) => gathering(next, now))
      pace.commit(weight, { progress: { done, total, what: 'mails' }, followUps }, (tx) => {
        failedItems += storeRawEvents(tx, { job, words, nowMs: now }, entries, (row, mail) =>
          writeEmail(tx, toInteraction(tx, accountId, row, mail, rules, ownKeys), now),
        )
      })
      await pace.rest()
      await merger.afterBatch()
    }
  }
  await merger.finish()
  return { items, failedItems }
}

/** What both mail stages end with; also when there was nothing to do, for a crash may have come before the end of the last run. */
export function whatFollows(db: Database, accountId: string): FollowUp[] {
  // An own address that came with the mail may be somebody's in a meeting.
  const events = listPendingEventStages(db).filter(({ payload }) => payload.accountId === accountId)
  return [...events, { kind: 'extract_contacts', payload: { accountId } }]
}

/** Reads each mail, as many in one go as fit into a stretch. One that does not come to an end is broken off. */
async function prepare(rows: readonly RawEvent[], rules: MailStageRules, pace: Pace): Promise<Prepared<NormalizedMail>[]> {
  const prepared: Prepared<NormalizedMail>[] = []
  let steps = readInSteps(rows, rules, prepared)
  while (prepared.length < rows.length) {
    try {
      runInTime(rules.longestStretchMs ?? longestStretchMs, () => {
        do steps.next()
        while (prepared.length < rows.length && !pace.isUsedUp)
      })
    } catch (error) {
      const [raw, ...rest] = rows.slice(prepared.length)
      if (!raw) throw error
      prepared.push({ raw, error: error instanceof Error ? error : new Error(String(error)) })
      steps = readInSteps(rest, rules, prepared)
    }
    await pace.pause()
  }
  return prepared
}

function* readInSteps(
  rows: readonly RawEvent[],
  rules: MailStageRules,
  prepared: Prepared<NormalizedMail>[],
): Generator<undefined, void> {
  for (const raw of rows) {
    prepared.push({ raw, value: yield* normalizeMail(rules.read(raw.payload), { seenAtMs: raw.fetchedAt }) })
    yield
  }
}

/** Cuts a batch where it would make a long transaction: a mail may be as long as a book, or go to hundreds of people. */
function splitByWeight(
  prepared: readonly Prepared<NormalizedMail>[],
  mostWeight: number,
): { entries: readonly Prepared<NormalizedMail>[]; weight: number }[] {
  const parts: { entries: Prepared<NormalizedMail>[]; weight: number }[] = []
  for (const entry of prepared) {
    const weight = weigh(entry)
    const last = parts.at(-1)
    if (last && last.weight + weight <= mostWeight) {
      last.entries.push(entry)
      last.weight += weight
    } else parts.push({ entries: [entry], weight })
  }
  return parts
}

/** How many mails of usual size it takes as long to write. */
function weigh(entry: Prepared<NormalizedMail>): number {
  if ('error' in entry) return 1
  const { writtenText, quotedText, html, participants } = entry.value
  const bodyLength = (quotedText?.length ?? 0) + (html?.length ?? 0)
  return Math.max(1, writtenText.length / oneMail.words + bodyLength / oneMail.body + participants.length / oneMail.people)
}

function toInteraction(
  tx: Transaction,
  accountId: string,
  row: RawEvent,
  mail: NormalizedMail,
  rules: MailStageRules,
  ownKeys: ReadonlySet<string>,
): EmailInteraction {
  const participants = mail.participants.map(({ role, address, name }) => {
    const addressKey = canonicalAddressKey(address)
    return { role, address, addressKey, displayName: name, isSelf: addressKey !== '' && ownKeys.has(addressKey) }
  })
  const sourceKey = rules.sourceKey(mail, row)
  return {
    accountId,
    sourceKey,
    rawEventId: row.id,
    threadKey:
      mail.gmailThreadId === null
        ? resolveThread(tx, { accountId, sourceKey, messageId: mail.messageId, references: mail.references })
        : `gmail:${mail.gmailThreadId}`,
    copyKey: mailCopyKey({ ...mail, senderKey: participants.find(({ role }) => role === 'from')?.addressKey ?? '' }),
    occurredAt: mail.occurredAtMs,
    direction: findDirection(participants, mail),
    title: mail.subject,
    snippet: mail.snippet,
    writtenText: mail.writtenText,
    quotedText: mail.quotedText,
    signatureText: mail.signatureText,
    bodyHtml: mail.html,
    labels: mail.labels,
    attachments: mail.attachments,
    bulkReason: mail.bulkReason,
    language: mail.language,
    goneAt: rules.goneAt(mail, row),
    participants,
  }
}
