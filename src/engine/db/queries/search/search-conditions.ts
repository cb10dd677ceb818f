// Turns the filters of a search into conditions on `interactions i`, with every value a parameter.

/** Filters with people already resolved to contacts. */
export interface SearchFilter {
  readonly kind: 'email' | 'meeting' | null
  /** Null leaves newsletters in: a search is for everything unless it says otherwise. */
  readonly isBulk: boolean | null
  readonly fromMs: number | null
  readonly untilMs: number | null
  /** One list of contact ids for each `from:` and each `with:`: somebody of every list must take part. */
  readonly senders: readonly (readonly number[])[]
  readonly participants: readonly (readonly number[])[]
}

/** SQL and named parameters. */
export interface Conditions {
  readonly sql: string
  readonly parameters: Record<string, string | number>
}

/** Conditions that hold for interactions within the filter; what is gone at its source is left out, and a mail that reached several accounts is found once. */
export function toConditions(filter: SearchFilter): Conditions {
  const conditions = ['i.gone_at IS NULL', 'i.is_copy = 0']
  const parameters: Record<string, string | number> = {}
  const add = (condition: string, name: string, value: string | number | null): void => {
    if (value === null) return
    conditions.push(condition)
    parameters[name] = value
  }
  add('i.kind = :kind', 'kind', filter.kind)
  add('i.is_bulk = :isBulk', 'isBulk', filter.isBulk === null ? null : Number(filter.isBulk))
  add('i.occurred_at >= :fromMs', 'fromMs', filter.fromMs)
  add('i.occurred_at < :untilMs', 'untilMs', filter.untilMs)
  const takesPart = (name: string, role: string): string => `i.id IN (
    SELECT p.interaction_id FROM json_each(:${name}) ids CROSS JOIN interaction_participants p ON p.contact_id = ids.value ${role})`
  filter.senders.forEach((ids, index) =>
    add(takesPart(`sender${index}`, `AND p.role IN ('from', 'organizer')`), `sender${index}`, JSON.stringify(ids)),
  )
  filter.participants.forEach((ids, index) =>
    add(takesPart(`participant${index}`, ''), `participant${index}`, JSON.stringify(ids)),
  )
  return { sql: conditions.join(' AND '), parameters }
}
