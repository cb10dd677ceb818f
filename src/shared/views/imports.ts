// What of a Google account is imported: what is there, what the person chose of it, and the batches in which it comes.
import { z } from 'zod'
import { instantMs } from './common.ts'

const count = z.int().nonnegative()

/** The part of a mailbox that the person wants here. It also decides which later mail is kept. */
export const mailChoiceSchema = z.strictObject({
  /** Mail from this instant on; null: from the beginning. */
  sinceMs: instantMs.nullable(),
  /** Gmail's ids of labels; mail with any of them stays away. */
  excludedLabelIds: z.array(z.string().min(1).max(200)).max(500),
})
/** @see mailChoiceSchema */
export type MailChoice = z.infer<typeof mailChoiceSchema>

/** All of a mailbox but spam and trash. */
export const wholeMailbox: MailChoice = { sinceMs: null, excludedLabelIds: [] }

/** What an account holds, counted before anything of it is imported. */
export const importPreviewSchema = z.object({
  madeAtMs: instantMs,
  /** Null for an account without mail. */
  mail: z
    .object({
      total: count,
      oldestMs: instantMs.nullable(),
      /** Offered beginnings, the latest first; the last one is the whole mailbox. */
      periods: z.array(z.object({ sinceMs: instantMs.nullable(), mails: count })).min(1),
      labels: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          /** `category`: Gmail's promotions, social, updates and forums; `label`: the person's own. */
          kind: z.enum(['category', 'label']),
          /** One number for each of `periods`. */
          mailsByPeriod: z.array(count),
        }),
      ),
      /** Averages of a sample of this mailbox. */
      bytesPerMail: count,
      /** What Google's quota and this computer allow. */
      mailsPerSecond: z.number().positive(),
    })
    .nullable(),
  calendars: z.array(
    z.object({
      /** The calendar's row, as in `calendar.listCalendars`. */
      id: z.int().positive(),
      name: z.string(),
      color: z.string(),
      isEnabled: z.boolean(),
      events: count,
    }),
  ),
})
/** @see importPreviewSchema */
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** Life of a batch. A paused one goes on where it stopped; an undone one has taken its mail away again. */
export const importBatchStatuses = ['running', 'paused', 'completed', 'undoing', 'undone'] as const

/** One approval and what it brought. A wider choice makes another batch, which brings only the difference. */
export const importBatchSchema = z.object({
  id: z.int().positive(),
  choice: mailChoiceSchema,
  status: z.enum(importBatchStatuses),
  createdAtMs: instantMs,
  completedAtMs: instantMs.nullable(),
  /** Mails that are here because of it. */
  mails: count,
  /** Only the newest batch that was not undone can be undone. */
  canUndo: z.boolean(),
})
/** @see importBatchSchema */
export type ImportBatch = z.infer<typeof importBatchSchema>

/** Where an account stands. `not_needed`: nothing of it has to be approved (the sample, files, a calendar alone). */
export const importStates = ['not_needed', 'previewing', 'awaiting_approval', 'approved'] as const
/** @see importStates */
export type ImportState = (typeof importStates)[number]

/** Whether nothing of an account comes in before its person has said what they want. */
export function needsApproval(state: ImportState): boolean {
  return state === 'previewing' || state === 'awaiting_approval'
}

/** Everything the person may decide about the import of one account. */
export const accountImportSchema = z.object({
  accountId: z.string(),
  state: z.enum(importStates),
  preview: importPreviewSchema.nullable(),
  /** Why the last preview failed, and what to do, or null. */
  previewProblem: z.string().nullable(),
  /** What was approved; null before that and after everything was undone. */
  choice: mailChoiceSchema.nullable(),
  /** Newest first. */
  batches: z.array(importBatchSchema),
})
/** @see accountImportSchema */
export type AccountImport = z.infer<typeof accountImportSchema>

/** What undoing a batch takes away. People with other mail, meetings, notes or edits stay. */
export const undoLossesSchema = z.object({ mails: count, conversations: count, people: count })
/** @see undoLossesSchema */
export type UndoLosses = z.infer<typeof undoLossesSchema>

/** What an import would bring, about: labels may overlap, and mail keeps coming. */
export interface ImportEstimate {
  readonly mails: number
  readonly bytes: number
  readonly seconds: number
}

/**
 * How many of the mails that were counted by period lie after a beginning, about: between two counted beginnings it takes them as
 * spread evenly. `counts` has one number for each of the preview's periods.
 */
export function mailsSince({ mail, madeAtMs }: ImportPreview, counts: readonly number[], sinceMs: number | null): number {
  const all = counts.at(-1) ?? 0
  if (mail === null || sinceMs === null) return all
  let later = { atMs: madeAtMs, mails: 0 }
  for (const [index, period] of mail.periods.entries()) {
    const atMs = period.sinceMs ?? mail.oldestMs ?? madeAtMs
    const mails = counts[index] ?? 0
    if (sinceMs >= atMs) {
      const share = later.atMs <= atMs ? 1 : Math.max(0, later.atMs - sinceMs) / (later.atMs - atMs)
      return Math.round(later.mails + share * (mails - later.mails))
    }
    later = { atMs, mails }
  }
  return all
}

/** Estimates what a choice would bring of what a preview found. */
export function estimateImport(preview: ImportPreview, choice: MailChoice): ImportEstimate {
  const { mail } = preview
  if (mail === null) return { mails: 0, bytes: 0, seconds: 0 }
  const inPeriod = (counts: readonly number[]): number => mailsSince(preview, counts, choice.sinceMs)
  const excluded = mail.labels
    .filter((label) => choice.excludedLabelIds.includes(label.id))
    .reduce((sum, label) => sum + inPeriod(label.mailsByPeriod), 0)
  const mails = Math.max(0, inPeriod(mail.periods.map((period) => period.mails)) - excluded)
  return { mails, bytes: mails * mail.bytesPerMail, seconds: mails / mail.mailsPerSecond }
}
