// A command typed by a person is their approval: what `sync` was told to bring is approved before it syncs.
import { AppError } from '../../shared/app-error.ts'
import { gmailCategories } from '../../shared/gmail-categories.ts'
import { isWithinChoice } from '../../shared/mail-choice.ts'
import { type AccountImport, type MailChoice, wholeMailbox } from '../../shared/views/imports.ts'
import type { Account } from '../../shared/views/status.ts'
import { describeChoice } from '../describe-choice.ts'
import { writeNotice } from '../output.ts'
import type { Session } from '../session.ts'

/** What `sync` may be told about mail. */
export interface WantedMail {
  readonly sinceMs?: number
  /** Labels as Google shows them. */
  readonly skip?: readonly string[]
}

/**
 * Approves, for one account or all, what was never approved, or what is asked for now, and tells so. An account of which everything was
 * undone is only approved anew when something is asked for.
 */
export async function approveWanted(session: Session, accountId: string | undefined, wanted: WantedMail): Promise<void> {
  const isAsked = wanted.sinceMs !== undefined || (wanted.skip ?? []).length > 0
  const accounts = await session.query('accounts.list', {})
  for (const account of accounts) {
    if (account.importState === 'not_needed' || account.status === 'needs_reconnect') continue
    if (accountId !== undefined && account.id !== accountId) continue
    const known = await session.query('imports.get', { accountId: account.id })
    if (!isAsked && known.batches.length > 0) {
      if (known.choice === null)
        writeNotice(`What was imported of ${account.email} was undone. To import again, say from when: sync --since 2000-01-01`)
      continue
    }
    const choice = isAsked ? await readChoice(session, account, wanted) : wholeMailbox
    if (known.choice && isWithinChoice(choice, known.choice) && isWithinChoice(known.choice, choice)) continue
    await session.command('imports.approve', { accountId: account.id, choice })
    const { preview } = await session.query('imports.get', { accountId: account.id })
    writeNotice(`Importing of ${account.email}: ${describeChoice(choice, preview)}.`)
  }
}

async function readChoice(session: Session, account: Account, { sinceMs, skip = [] }: WantedMail): Promise<MailChoice> {
  let known: AccountImport['preview'] = null
  const excludedLabelIds = []
  for (const name of skip) {
    const category = gmailCategories.find(({ word }) => word === name.toLowerCase())
    if (category === undefined) known ??= await readPreview(session, account)
    excludedLabelIds.push(category?.id ?? findLabel(name, known))
  }
  return { sinceMs: sinceMs ?? null, excludedLabelIds }
}

function findLabel(name: string, preview: AccountImport['preview']): string {
  const labels = preview?.mail?.labels ?? []
  const label = labels.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  if (label) return label.id
  const categories = gmailCategories.map(({ word }) => word)
  const own = labels.filter(({ kind }) => kind === 'label').map((each) => each.name)
  throw new AppError(
    'invalid_input',
    `There is no label "${name}" among the larger ones of this mailbox.`,
    `Use one of: ${[...categories, ...own].join(', ')}.`,
  )
}

/** Only a preview knows what the labels are called. */
async function readPreview(session: Session, account: Account): Promise<AccountImport['preview']> {
  const { preview } = await session.query('imports.get', { accountId: account.id })
  return preview ?? (await makePreview(session, account.id)).preview
}

/** Counts what an account holds, and waits for it. @throws AppError `unavailable` when it could not be counted */
export async function makePreview(session: Session, accountId: string): Promise<AccountImport> {
  await session.command('imports.preview', { accountId })
  await session.workUntilIdle()
  const made = await session.query('imports.get', { accountId })
  if (made.previewProblem !== null)
    throw new AppError('unavailable', made.previewProblem, 'Run "preview" again when that is put right.')
  if (made.preview === null)
    throw new AppError('unavailable', 'The preview could not be finished.', 'See "jobs --kind google_preview".')
  return made
}
