// The menu under the right mouse button: what every program offers for text and links.
import type { MenuItemConstructorOptions } from 'electron'

/** What was clicked: a part of Electron's `ContextMenuParams`. */
export interface ClickedThing {
  readonly isEditable: boolean
  readonly selectionText: string
  readonly linkURL: string
  readonly editFlags: {
    readonly canCut: boolean
    readonly canCopy: boolean
    readonly canPaste: boolean
    readonly canSelectAll: boolean
  }
}

/** The items for what was clicked; none where there is nothing to offer. */
export function contextMenu(clicked: ClickedThing, copyText: (text: string) => void): MenuItemConstructorOptions[] {
  const { editFlags } = clicked
  if (clicked.isEditable) {
    return [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ]
  }
  const link = /^(https:|mailto:)/.test(clicked.linkURL) ? clicked.linkURL : ''
  return [
    ...(clicked.selectionText.trim() === '' ? [] : [{ role: 'copy' as const }]),
    ...(link === ''
      ? []
      : [
          {
            label: link.startsWith('mailto:') ? 'Copy Address' : 'Copy Link',
            click: () => copyText(link.replace(/^mailto:/, '')),
          },
        ]),
  ]
}
