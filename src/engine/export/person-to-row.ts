// Writes people as a table (RFC 4180) that a spreadsheet opens.
import type { ExportedPerson } from '../db/queries/export/walk-people.ts'

/** The head of the table. */
export const peopleTableHead = toRow(['Name', 'E-mail', 'Phone', 'Organization', 'Title', 'Last contact', 'Strength', 'Notes'])

/** One person; several addresses stand in one cell, each on a line of its own. */
export function personToRow(person: ExportedPerson): string {
  return toRow([
    person.name,
    person.emails.join('\n'),
    person.phones.join('\n'),
    person.organization ?? '',
    person.title ?? '',
    person.lastContactAtMs === null ? '' : new Date(person.lastContactAtMs).toISOString().slice(0, 10),
    String(person.strength),
    person.notes,
  ])
}

function toRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : escapeFormula(cell))).join(',')}\r\n`
}

/** A spreadsheet would run a name that begins like a formula: an apostrophe makes it a text. */
function escapeFormula(cell: string): string {
  return /^[=@\t]|^[+-](?!\d)/.test(cell) ? `'${cell}` : cell
}
