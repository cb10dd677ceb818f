// The choices of an import, with what they come to at every moment.
import { useState } from 'react'
import {
  estimateImport,
  mailsSince,
  type AccountImport,
  type ImportEstimate,
  type ImportPreview,
} from '../../../shared/views/imports.ts'
import { act } from '../../lib/actions.ts'
import { compareChoices, type ChoiceDifference } from '../../lib/choice-difference.ts'
import { aboutMails, categoryWord, estimateWords } from '../../lib/choice-words.ts'
import { formatDate, formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { showToast } from '../../lib/toast-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ChoiceSection, SwitchRow } from './choice-section.tsx'
import {
  carriedOver,
  changedCalendars,
  firstDraft,
  periodOptions,
  withCalendar,
  withLabel,
  type ImportDraft,
} from './import-draft.ts'
import { LabelList } from './label-list.tsx'

interface ReviewFormProps {
  accountImport: AccountImport
  preview: ImportPreview
  onClose: () => void
}

/** What was chosen stays chosen when everything is counted again meanwhile. */
export function ReviewForm({ accountImport, preview, onClose }: ReviewFormProps) {
  const { choice: inForce } = accountImport
  const [draft, setDraft] = useState(() => firstDraft(accountImport, preview))
  const [counted, setCounted] = useState(preview)
  if (counted.madeAtMs !== preview.madeAtMs) {
    setCounted(preview)
    setDraft(carriedOver(draft, inForce, counted, preview))
  }
  const { sinceMs } = draft.choice
  const labels = preview.mail?.labels ?? []
  const categories = labels.filter(
    ({ id, kind, mailsByPeriod }) =>
      kind === 'category' && (id === 'CATEGORY_PROMOTIONS' || id === 'CATEGORY_SOCIAL' || (mailsByPeriod.at(-1) ?? 0) > 0),
  )
  const ownLabels = labels.filter(({ kind }) => kind === 'label')
  const mailsOf = (label: (typeof labels)[number]): number => mailsSince(preview, label.mailsByPeriod, sinceMs)
  const exclude = (labelId: string, isExcluded: boolean): void => setDraft(withLabel(draft, labelId, isExcluded))
  const hasMail = preview.mail !== null && preview.mail.total > 0

  return (
    <>
      <DialogBody className="flex-1 space-y-5 pt-1">
        <Summary accountImport={accountImport} preview={preview} />
        {hasMail && (
          <ChoiceSection title="Period">
            <Segmented
              label="Period"
              value={String(sinceMs)}
              options={periodOptions(preview, inForce)}
              onChange={(value) =>
                setDraft({ ...draft, choice: { ...draft.choice, sinceMs: value === 'null' ? null : Number(value) } })
              }
            />
          </ChoiceSection>
        )}
        {categories.length + ownLabels.length > 0 && (
          <ChoiceSection title="Leave out">
            {categories.map((label) => (
              <SwitchRow
                key={label.id}
                id={`skip-${label.id}`}
                title={`Skip ${categoryWord(label)}`}
                aside={formatCounted(mailsOf(label), 'mail')}
                isOn={draft.choice.excludedLabelIds.includes(label.id)}
                onChange={(isOn) => exclude(label.id, isOn)}
              />
            ))}
            {ownLabels.length > 0 && (
              <LabelList labels={ownLabels} excludedIds={draft.choice.excludedLabelIds} mailsOf={mailsOf} onExclude={exclude} />
            )}
          </ChoiceSection>
        )}
        {preview.calendars.length > 0 && (
          <ChoiceSection title="Calendars">
            {preview.calendars.map((calendar) => (
              <SwitchRow
                key={calendar.id}
                id={`calendar-${calendar.id}`}
                title={calendar.name}
                color={calendar.color}
                aside={formatCounted(calendar.events, 'event')}
                isOn={draft.enabledCalendarIds.includes(calendar.id)}
                onChange={(isOn) => setDraft(withCalendar(draft, calendar.id, isOn))}
              />
            ))}
          </ChoiceSection>
        )}
      </DialogBody>
      <Decision accountImport={accountImport} preview={preview} draft={draft} onClose={onClose} />
    </>
  )
}

function Summary({ accountImport, preview }: { accountImport: AccountImport; preview: ImportPreview }) {
  const nowMs = useNow()
  const { mail, calendars, madeAtMs } = preview
  const [askedAfterMs, setAskedAfterMs] = useState<number | null>(null)
  const isCounting = accountImport.state === 'previewing' || (askedAfterMs === madeAtMs && accountImport.previewProblem === null)
  const countAgain = async (): Promise<void> => {
    const answer = await act('imports.preview', { accountId: accountImport.accountId })
    if (answer !== null) setAskedAfterMs(madeAtMs)
  }
  const events = calendars.reduce((sum, calendar) => sum + calendar.events, 0)
  return (
    <div className="flex items-start gap-4">
      <div className="min-w-0 flex-1 tabular-nums">
        {mail !== null && (
          <p>
            {mail.total === 0
              ? 'There is no mail in this account yet. What arrives from now on comes in.'
              : `${formatCounted(mail.total, 'mail')}${mail.oldestMs === null ? '' : ` since ${formatDate(mail.oldestMs)}`}`}
          </p>
        )}
        {calendars.length > 0 && (
          <p>
            {formatCounted(events, 'event')} in {formatCounted(calendars.length, 'calendar')}
          </p>
        )}
        {accountImport.previewProblem !== null && !isCounting && (
          <p role="alert" className="text-warning">
            It could not be counted again: {accountImport.previewProblem}
          </p>
        )}
      </div>
      <p className="flex h-7 items-center text-sm text-muted">Counted {formatRelative(madeAtMs, nowMs)}</p>
      <Button size="small" isBusy={isCounting} onClick={() => void countAgain()}>
        Count again
      </Button>
    </div>
  )
}

interface DecisionProps extends ReviewFormProps {
  draft: ImportDraft
}

function Decision({ accountImport, preview, draft, onClose }: DecisionProps) {
  const [isBusy, setIsBusy] = useState(false)
  const { accountId, choice: inForce } = accountImport
  const estimate = estimateImport(preview, draft.choice)
  const difference = inForce === null ? null : compareChoices(preview, inForce, draft.choice)
  const calendars = changedCalendars(preview, draft)
  const { headline, detail } = outcomeWords(preview, estimate, difference)
  const isUnchanged = difference?.isSame === true && calendars.length === 0

  const approve = async (): Promise<boolean> => {
    const enabledCalendarIds = preview.calendars.length === 0 ? undefined : [...draft.enabledCalendarIds]
    const answer = await act('imports.approve', {
      accountId,
      choice: draft.choice,
      ...(enabledCalendarIds === undefined ? {} : { enabledCalendarIds }),
    })
    return answer !== null
  }
  const switchCalendars = async (): Promise<boolean> => {
    const answers = await Promise.all(calendars.map((calendar) => act('calendar.setEnabled', calendar)))
    return answers.every((answer) => answer !== null)
  }
  const decide = async (): Promise<void> => {
    setIsBusy(true)
    const isDone = difference?.isSame === true ? await switchCalendars() : await approve()
    setIsBusy(false)
    if (!isDone) return
    showToast({ tone: 'success', message: doneWords(estimate.mails, difference) })
    onClose()
  }

  return (
    <footer className="flex shrink-0 items-center gap-3 border-t border-line px-6 py-4">
      <div role="status" className="min-w-0 flex-1 tabular-nums">
        <p className="font-medium">{headline}</p>
        <p className="min-h-4.5 text-sm text-muted">{detail}</p>
      </div>
      <Button onClick={onClose}>{inForce === null ? 'Not now' : 'Cancel'}</Button>
      <Button look="primary" disabled={isUnchanged} isBusy={isBusy} onClick={() => void decide()}>
        {difference === null || difference.more > 0 ? 'Import' : 'Save'}
      </Button>
    </footer>
  )
}

/** What the choices come to, in a line and another below it. */
function outcomeWords(
  preview: ImportPreview,
  estimate: ImportEstimate,
  difference: ChoiceDifference | null,
): { headline: string; detail: string } {
  if (difference === null) return { headline: capitalized(estimateWords(estimate)), detail: 'Google keeps everything as it is.' }
  const { more, isSame, isNarrower } = difference
  const narrows = 'Nothing is removed; less will come from now on.'
  const chosen = `${capitalized(aboutMails(estimate.mails))} in this choice.`
  if (isSame) return { headline: 'As it is now.', detail: chosen }
  if (more === 0 || preview.mail === null)
    return { headline: isNarrower ? narrows : 'Brings nothing more for now.', detail: chosen }
  const { bytesPerMail, mailsPerSecond } = preview.mail
  const brings = { mails: more, bytes: more * bytesPerMail, seconds: more / mailsPerSecond }
  return { headline: `Brings ${estimateWords(brings, 'more mail')}`, detail: isNarrower ? narrows : chosen }
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function doneWords(mails: number, difference: ChoiceDifference | null): string {
  if (difference === null) return `Importing ${aboutMails(mails)}. You can go on working meanwhile.`
  if (difference.more > 0) return `Importing ${aboutMails(difference.more, 'more mail')}. You can go on working meanwhile.`
  return 'Saved. It holds for what comes from now on.'
}
