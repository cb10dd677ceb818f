// What somebody is choosing in the review, before they say so.
import type { AccountImport, ImportPreview, MailChoice } from '../../../shared/views/imports.ts'
import { periodWords } from '../../lib/choice-words.ts'
import { formatDate } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'

/** The part of the mailbox, and the calendars. */
export interface ImportDraft {
  readonly choice: MailChoice
  readonly enabledCalendarIds: readonly number[]
}

/** A beginning that can be chosen. `value` tells it apart. */
export interface PeriodOption {
  readonly value: string
  readonly sinceMs: number | null
  readonly label: string
  readonly note: string
}

/** What few people want to have here; switched off until somebody wants it. */
const skippedAtFirst = ['CATEGORY_PROMOTIONS', 'CATEGORY_SOCIAL']

/** What is in force, or for an account that nobody has approved: everything but advertising and social networks. */
export function firstDraft({ choice }: Pick<AccountImport, 'choice'>, { mail, calendars }: ImportPreview): ImportDraft {
  const labelIds = mail?.labels.map(({ id }) => id) ?? []
  return {
    choice: choice ?? { sinceMs: null, excludedLabelIds: skippedAtFirst.filter((id) => labelIds.includes(id)) },
    enabledCalendarIds: calendars.filter(({ isEnabled }) => isEnabled).map(({ id }) => id),
  }
}

/**
 * The draft when everything was counted again: the same period counts from now, unless it is the one in force, and calendars that are
 * new are as they are.
 */
export function carriedOver(
  draft: ImportDraft,
  inForce: MailChoice | null,
  before: ImportPreview,
  after: ImportPreview,
): ImportDraft {
  const isKept = draft.choice.sinceMs === null || draft.choice.sinceMs === inForce?.sinceMs
  const period = before.mail?.periods.findIndex(({ sinceMs }) => sinceMs === draft.choice.sinceMs) ?? -1
  const sinceMs = after.mail?.periods[period]?.sinceMs ?? draft.choice.sinceMs
  const known = new Set(before.calendars.map(({ id }) => id))
  const added = after.calendars.filter(({ id, isEnabled }) => isEnabled && !known.has(id)).map(({ id }) => id)
  return {
    choice: { ...draft.choice, sinceMs: isKept ? draft.choice.sinceMs : sinceMs },
    enabledCalendarIds: [...draft.enabledCalendarIds, ...added],
  }
}

/** The draft with a label left out or let in. */
export function withLabel(draft: ImportDraft, labelId: string, isExcluded: boolean): ImportDraft {
  const others = draft.choice.excludedLabelIds.filter((id) => id !== labelId)
  return { ...draft, choice: { ...draft.choice, excludedLabelIds: isExcluded ? [...others, labelId] : others } }
}

/** The draft with a calendar on or off. */
export function withCalendar(draft: ImportDraft, calendarId: number, isEnabled: boolean): ImportDraft {
  const others = draft.enabledCalendarIds.filter((id) => id !== calendarId)
  return { ...draft, enabledCalendarIds: isEnabled ? [...others, calendarId] : others }
}

/** The calendars whose switch stands otherwise than before. */
export function changedCalendars({ calendars }: ImportPreview, draft: ImportDraft): { id: number; isEnabled: boolean }[] {
  return calendars
    .map(({ id, isEnabled }) => ({ id, wasEnabled: isEnabled, isEnabled: draft.enabledCalendarIds.includes(id) }))
    .filter(({ wasEnabled, isEnabled }) => wasEnabled !== isEnabled)
    .map(({ id, isEnabled }) => ({ id, isEnabled }))
}

/** The beginnings that were counted, and the one in force where it is another; the latest first. */
export function periodOptions({ mail, madeAtMs }: ImportPreview, inForce: MailChoice | null): PeriodOption[] {
  const options = (mail?.periods ?? []).map(({ sinceMs, mails }) => ({
    value: String(sinceMs),
    sinceMs,
    label: periodWords(sinceMs, madeAtMs),
    note: formatCounted(mails, 'mail'),
  }))
  if (inForce === null || options.some(({ sinceMs }) => sinceMs === inForce.sinceMs)) return options
  const { sinceMs } = inForce
  const kept = {
    value: String(sinceMs),
    sinceMs,
    label: 'As it is',
    note: sinceMs === null ? '' : `Since ${formatDate(sinceMs)}`,
  }
  return [...options, kept].sort((left, right) => (right.sinceMs ?? -Infinity) - (left.sinceMs ?? -Infinity))
}
