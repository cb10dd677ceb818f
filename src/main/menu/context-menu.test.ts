import { describe, expect, it } from 'vitest'
import { type ClickedThing, contextMenu } from './context-menu.ts'

const nothing: ClickedThing = {
  isEditable: false,
  selectionText: '',
  linkURL: '',
  editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
}
const ignore = (): void => undefined

describe('contextMenu', () => {
  it('offers nothing where there is nothing to do', () => {
    expect(contextMenu(nothing, ignore)).toEqual([])
    expect(contextMenu({ ...nothing, linkURL: 'app://omnicrm/index.html#/jobs' }, ignore)).toEqual([])
  })

  it('offers what can be done with a field', () => {
    expect(contextMenu({ ...nothing, isEditable: true }, ignore)).toEqual([
      { role: 'cut', enabled: false },
      { role: 'copy', enabled: false },
      { role: 'paste', enabled: true },
      { type: 'separator' },
      { role: 'selectAll', enabled: true },
    ])
  })

  it('copies a selection, a link and an address', () => {
    expect(contextMenu({ ...nothing, selectionText: 'words' }, ignore)).toEqual([{ role: 'copy' }])
    const copied: string[] = []
    for (const linkURL of ['https://example.com/a', 'mailto:ada@example.com']) {
      const [item] = contextMenu({ ...nothing, linkURL }, (text) => copied.push(text))
      ;(item as { click: () => void }).click()
    }
    expect(copied).toEqual(['https://example.com/a', 'ada@example.com'])
  })
})
