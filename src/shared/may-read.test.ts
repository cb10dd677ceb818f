import { expect, test } from 'vitest'
import { mayRead } from './may-read.ts'

const identity = ['openid', 'https://www.googleapis.com/auth/userinfo.email', 'https://www.googleapis.com/auth/userinfo.profile']
const calendar = 'https://www.googleapis.com/auth/calendar.readonly'
const mail = 'https://www.googleapis.com/auth/gmail.readonly'

test.each([
  ['nothing', [], { calendar: false, mail: false }],
  ['who it is alone', identity, { calendar: false, mail: false }],
  ['the calendar alone', [...identity, calendar], { calendar: true, mail: false }],
  ['mail alone', [mail, ...identity], { calendar: false, mail: true }],
  ['both', [calendar, mail], { calendar: true, mail: true }],
  ['more of the calendar than is asked for', ['https://www.googleapis.com/auth/calendar'], { calendar: true, mail: false }],
  ['another service with such a name', ['https://www.googleapis.com/auth/calendars', 'gmail'], { calendar: false, mail: false }],
])('%s opens just that', (_granted, scopes, expected) => {
  expect({ calendar: mayRead('calendar', scopes), mail: mayRead('mail', scopes) }).toEqual(expected)
})
