import { describe, expect, it } from 'vitest'
import { allowedExternalUrl } from './external-url.ts'

describe('allowedExternalUrl', () => {
  it.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['HTTPS://Example.com', 'https://example.com/'],
    ['mailto:ada@example.com', 'mailto:ada@example.com'],
    ['mailto:ada@example.com?subject=Hello', 'mailto:ada@example.com?subject=Hello'],
  ])('lets %s out', (given, opened) => {
    expect(allowedExternalUrl(given)).toBe(opened)
  })

  it.each([
    'http://example.com',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    'file://server/share',
    'smb://server/share',
    '\\\\server\\share',
    '//server/share',
    'https:\\\\example.com',
    'https://user:secret@example.com',
    'https://',
    'ms-msdt:/id',
    'search-ms:query=x',
    'vscode://file/x',
    'app://omnicrm/index.html',
    'blob:https://example.com/1',
    'mailto:',
    'mailto:nobody',
    'mailto:/etc/passwd',
    'mailto:ada@example.com/../x',
    'https://example.com/\nx',
    ' https://example.com',
    'https://example.com/\u0000',
    'java\nscript:alert(1)',
    '',
  ])('keeps %j in', (given) => {
    expect(allowedExternalUrl(given)).toBeNull()
  })
})
