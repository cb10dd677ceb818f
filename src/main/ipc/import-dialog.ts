// What the system's dialog offers when a person chooses what to import.
import type { OpenDialogOptions } from 'electron'
import type { CallInput } from '../../shared/ipc/contract.ts'

/** Files, or folders with everything in them. */
export type ImportSource = CallInput<'files.choose'>['what']

/** One dialog takes both on macOS. Elsewhere a system chooses either files or folders, and asking for both hides the files. */
export function importDialog(what: ImportSource, isMac: boolean): OpenDialogOptions {
  const properties: OpenDialogOptions['properties'] = isMac
    ? ['openFile', 'openDirectory', 'multiSelections']
    : [what === 'files' ? 'openFile' : 'openDirectory', 'multiSelections']
  const title = isMac ? 'Import files and folders' : what === 'files' ? 'Import files' : 'Import a folder'
  const filters = [
    { name: 'Mail, calendars and contacts', extensions: ['mbox', 'eml', 'ics', 'vcf'] },
    { name: 'All files', extensions: ['*'] },
  ]
  return { title, buttonLabel: 'Import', properties, ...(isMac || what === 'files' ? { filters } : {}) }
}
