import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import { readGoogleOrigin } from './read-google-origin.ts'

describe('OMNICRM_GOOGLE_ORIGIN', () => {
  it.each([undefined, ''])('means Google itself when it is %j', (value) => {
    expect(readGoogleOrigin(value)).toBeNull()
  })

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:99', 'http://[::1]:99'],
  ])('accepts the loopback origin %s', (value, origin) => {
    expect(readGoogleOrigin(value)).toBe(origin)
  })

  it.each([
    'https://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com:80',
    'http://192.168.0.1:80',
    'http://name:secret@127.0.0.1:80',
    'http://127.0.0.1:80/path',
    'file:///etc/passwd',
    '127.0.0.1:80',
  ])('refuses %s', (value) => {
    expect(() => readGoogleOrigin(value)).toThrow(AppError)
  })
})
