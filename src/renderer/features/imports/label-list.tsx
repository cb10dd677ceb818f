// The person's own labels, each of which can be left out; with a search where there are many.
import clsx from 'clsx'
import { useState } from 'react'
import type { ImportPreview } from '../../../shared/views/imports.ts'
import { formatCount, formatCounted } from '../../lib/format-number.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SearchField } from '../../ui/field.tsx'

type Label = NonNullable<ImportPreview['mail']>['labels'][number]

const manyFrom = 7

interface LabelListProps {
  labels: readonly Label[]
  excludedIds: readonly string[]
  mailsOf: (label: Label) => number
  onExclude: (labelId: string, isExcluded: boolean) => void
}

/** A ticked label stays away. */
export function LabelList({ labels, excludedIds, mailsOf, onExclude }: LabelListProps) {
  const [text, setText] = useState('')
  const isSearchable = labels.length >= manyFrom
  const wanted = text.trim().toLocaleLowerCase()
  const found = labels.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const chosen = labels.filter(({ id }) => excludedIds.includes(id)).length
  return (
    <div role="group" aria-label="Labels to skip" className="mt-1">
      <div className="flex min-h-9 items-center gap-3">
        <p className="min-w-0 flex-1">
          Skip mail with these labels
          <span className="text-muted tabular-nums">{chosen > 0 && ` · ${formatCount(chosen)} chosen`}</span>
        </p>
        {isSearchable && (
          <SearchField
            label="Find a label"
            placeholder="Find a label"
            className="w-52"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </div>
      <div className={clsx('mt-1.5 overflow-y-auto rounded-md border border-line px-3.5 py-1', isSearchable && 'h-37')}>
        {found.map((label) => (
          <Checkbox
            key={label.id}
            label={label.name}
            isChecked={excludedIds.includes(label.id)}
            aside={formatCounted(mailsOf(label), 'mail')}
            onChange={(isChecked) => onExclude(label.id, isChecked)}
          />
        ))}
        {found.length === 0 && <p className="py-1 text-muted">No label is called like that.</p>}
      </div>
    </div>
  )
}
