// What another choice would change: how many mails it brings, and whether it asks for less of what comes later.
import {
  estimateImport,
  type AccountImport,
  type ImportBatch,
  type ImportPreview,
  type MailChoice,
} from '../../shared/views/imports.ts'

/** How one choice differs from the one in force. */
export interface ChoiceDifference {
  readonly isSame: boolean
  /** Mails that the other choice wants and the one in force does not, about. */
  readonly more: number
  /** Whether the one in force wants mail that the other does not. */
  readonly isNarrower: boolean
}

/** Compares `next` with the choice in force. */
export function compareChoices(preview: ImportPreview, inForce: MailChoice, next: MailChoice): ChoiceDifference {
  const common: MailChoice = {
    sinceMs: laterBeginning(inForce.sinceMs, next.sinceMs),
    excludedLabelIds: [...new Set([...inForce.excludedLabelIds, ...next.excludedLabelIds])],
  }
  const isNarrower = !isSameChoice(common, inForce)
  return {
    isSame: isSameChoice(inForce, next),
    more: Math.max(0, estimateImport(preview, next).mails - estimateImport(preview, common).mails),
    isNarrower,
  }
}

/**
 * How many mails a batch will have brought when it is complete, about: what its choice wants less what others have brought. Null when
 * nothing was counted.
 */
export function expectedMails({ preview, batches }: AccountImport, batch: ImportBatch): number | null {
  if (preview === null || preview.mail === null) return null
  const others = batches.filter(({ id, status }) => id !== batch.id && status !== 'undone')
  const here = others.reduce((sum, { mails }) => sum + mails, 0)
  const earlier = others.find(({ id }) => id < batch.id)
  const more = earlier === undefined ? 0 : compareChoices(preview, earlier.choice, batch.choice).more
  return Math.max(estimateImport(preview, batch.choice).mails - here, more, batch.mails)
}

function isSameChoice(left: MailChoice, right: MailChoice): boolean {
  const ids = new Set(left.excludedLabelIds)
  return (
    left.sinceMs === right.sinceMs &&
    ids.size === right.excludedLabelIds.length &&
    right.excludedLabelIds.every((id) => ids.has(id))
  )
}

function laterBeginning(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right
  return Math.max(left, right)
}
