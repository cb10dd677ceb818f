import { describe, expect, it } from 'vitest'
import { importDialog } from './import-dialog.ts'

describe('importDialog', () => {
  it('takes files, or folders, where a system cannot offer both', () => {
    expect(importDialog('files', false)).toMatchObject({ title: 'Import files', properties: ['openFile', 'multiSelections'] })
    expect(importDialog('folder', false)).toEqual({
      title: 'Import a folder',
      buttonLabel: 'Import',
      properties: ['openDirectory', 'multiSelections'],
    })
  })

  it('takes both in one dialog on macOS', () => {
    for (const what of ['files', 'folder'] as const)
      expect(importDialog(what, true)).toMatchObject({ properties: ['openFile', 'openDirectory', 'multiSelections'] })
  })

  it('offers only what can be read', () => {
    expect(importDialog('files', false).filters?.map(({ extensions }) => extensions)).toEqual([
      ['mbox', 'eml', 'ics', 'vcf'],
      ['*'],
    ])
  })
})
