import { describe, expect, it } from 'vitest'
import { isAllowedRequest } from './allowed-request.ts'

describe('isAllowedRequest', () => {
  it.each([
    'app://omnicrm/index.html',
    'app://omnicrm/assets/app.js',
    'data:image/png;base64,AA==',
    'blob:app://omnicrm/1',
    'devtools://devtools/bundled/a.js',
  ])('allows %s', (url) => expect(isAllowedRequest(url)).toBe(true))

  it.each([
    'https://example.com/pixel.gif',
    'http://127.0.0.1:8080/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.com',
    'app://example.com/',
    'chrome-extension://x/y',
    'about:blank#x y',
    '',
  ])('refuses %j', (url) => expect(isAllowedRequest(url)).toBe(false))
})
