import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeGoogle, everyScope, type FakeGoogle } from './fake-google.ts'
import type { FakeAccount } from './fake-account.ts'

const anchorMs = Date.UTC(2026, 10, 23, 9)
let fake: FakeGoogle
let account: FakeAccount
let token: string

function get(
  path: string,
  parameters: Record<string, string | string[]> = {},
): { status: number; body: Record<string, unknown> } {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) for (const one of [value].flat()) query.append(name, one)
  const answer = fake.handle({
    method: 'GET',
    url: `https://gmail.googleapis.com/gmail/v1/users/me/${path}?${String(query)}`,
    headers: { authorization: `Bearer ${token}` },
    body: '',
  })
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
}

function mail(subject: string, body = 'Hello there.'): string {
  return `From: Bo Example <bo@example.org>\r\nTo: ada@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(/\W/g, '')}@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`
}

function historyKinds(body: Record<string, unknown>): string[] {
  return ((body['history'] ?? []) as object[]).map(
    (entry) => Object.keys(entry).find((key) => key !== 'id' && key !== 'messages') ?? '',
  )
}

beforeEach(() => {
  fake = createFakeGoogle({ clock: { now: () => anchorMs } })
  account = fake.addAccount({
    email: 'ada@example.com',
    displayName: 'Ada Example',
    sendAs: [{ email: 'ada@example.net', displayName: 'Ada' }],
  })
  token = fake.oauth.issueAccessToken(account.email, everyScope)
})

describe('history', () => {
  it('uses ids above 2^53 as strings, so that a number would lose its place', () => {
    account.mailbox.addMessage({ raw: mail('One') })
    const { body } = get('profile')
    expect(body).toMatchObject({
      emailAddress: 'ada@example.com',
      messagesTotal: 1,
      threadsTotal: 1,
      historyId: expect.stringMatching(/^\d+$/) as string,
    })
    expect(Number.isSafeInteger(Number(body['historyId']))).toBe(false)
  })

  it('tells in order what was added, relabelled, trashed and deleted', () => {
    const start = get('profile').body['historyId'] as string
    const id = account.mailbox.addMessage({ raw: mail('One') })
    account.mailbox.removeLabels(id, ['UNREAD'])
    account.mailbox.trash(id)
    account.mailbox.deleteMessage(id)
    const { body } = get('history', { startHistoryId: start })
    expect(historyKinds(body)).toEqual(['messagesAdded', 'labelsRemoved', 'labelsAdded', 'labelsRemoved', 'messagesDeleted'])
    expect(body['historyId']).toBe(account.mailbox.historyId.toString())
    expect(get(`messages/${id}`).status).toBe(404)
  })

  it('has no history field when nothing happened', () => {
    const start = get('profile').body['historyId'] as string
    expect(get('history', { startHistoryId: start }).body).toEqual({ historyId: start })
  })

  it('may give a page with a token and no history field, when a filter left nothing of it', () => {
    const start = get('profile').body['historyId'] as string
    for (let index = 0; index < 5; index++) account.mailbox.addMessage({ raw: mail(`Mail ${index}`) })
    account.mailbox.markSpam(account.mailbox.messages()[0]?.id ?? '')
    const { body } = get('history', { startHistoryId: start, historyTypes: 'labelAdded', maxResults: '5' })
    expect(body).toEqual({ nextPageToken: expect.any(String) as string, historyId: account.mailbox.historyId.toString() })
    expect(
      historyKinds(
        get('history', {
          startHistoryId: start,
          historyTypes: 'labelAdded',
          maxResults: '5',
          pageToken: body['nextPageToken'] as string,
        }).body,
      ),
    ).toEqual(['labelsAdded'])
  })

  it('answers a start that is too old with 404 notFound', () => {
    const start = get('profile').body['historyId'] as string
    account.mailbox.addMessage({ raw: mail('One') })
    account.mailbox.expireHistory()
    expect(get('history', { startHistoryId: start })).toEqual({
      status: 404,
      body: {
        error: {
          code: 404,
          message: 'Requested entity was not found.',
          errors: [{ message: 'Requested entity was not found.', domain: 'global', reason: 'notFound' }],
          status: 'NOT_FOUND',
        },
      },
    })
    expect(get('history', { startHistoryId: get('profile').body['historyId'] as string }).status).toBe(200)
  })
})

describe('messages.list', () => {
  it('pages newest first, without spam and bin, and without a messages field when there is none', () => {
    const ids = [0, 1, 2, 3, 4].map((index) =>
      account.mailbox.addMessage({ raw: mail(`Mail ${index}`), internalDateMs: anchorMs + index }),
    )
    account.mailbox.trash(ids[2] ?? '')
    const first = get('messages', { maxResults: '3' }).body
    expect(first['messages']).toEqual([ids[4], ids[3], ids[1]].map((id) => ({ id, threadId: id })))
    const second = get('messages', { maxResults: '3', pageToken: first['nextPageToken'] as string }).body
    expect(second).toEqual({ messages: [{ id: ids[0], threadId: ids[0] }], resultSizeEstimate: 1 })
    expect(get('messages', { labelIds: 'SENT' }).body).toEqual({ resultSizeEstimate: 0 })
    expect((get('messages', { includeSpamTrash: 'true' }).body['messages'] as unknown[]).length).toBe(5)
  })

  it('understands the search words of a sync', () => {
    account.mailbox.addMessage({ id: 'old', raw: mail('Old plans'), internalDateMs: anchorMs - 400 * 86_400_000 })
    account.mailbox.addMessage({ id: 'offer', raw: mail('Offer'), labelIds: ['INBOX', 'CATEGORY_PROMOTIONS'] })
    account.mailbox.addMessage({ id: 'plans', raw: mail('New plans') })
    const found = (q: string): unknown =>
      ((get('messages', { q }).body['messages'] ?? []) as { id: string }[]).map((message) => message.id).sort()
    expect(found(`after:${Math.floor(anchorMs / 1000) - 86_400}`)).toEqual(['offer', 'plans'])
    expect(found('newer_than:1y -category:promotions')).toEqual(['plans'])
    expect(found('subject:plans before:2026/01/01')).toEqual(['old'])
    expect(found('rfc822msgid:<Newplans@example.org>')).toEqual(['plans'])
    expect(get('messages', { q: 'size:3' }).status).toBe(400)
  })
})

describe('messages.get', () => {
  const source = [
    'From: =?utf-8?q?J=C3=BCrgen_Muster?= <juergen@example.org>',
    'To: ada@example.com',
    'Subject: =?utf-8?b?R3LDvMOfZQ==?= aus Wien',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    '--outer',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Sch=F6ne Gr=FC=DFe',
    '--outer',
    'Content-Type: application/pdf; name="plan.pdf"',
    'Content-Disposition: attachment; filename="plan.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0x',
    '--outer--',
    '',
  ].join('\r\n')

  it('takes a mail apart: decoded headers, text in UTF-8, attachments by id', () => {
    account.mailbox.addMessage({ id: 'm1', raw: source, internalDateMs: anchorMs })
    const { body } = get('messages/m1', { format: 'full' })
    expect(body).toMatchObject({
      id: 'm1',
      threadId: 'm1',
      labelIds: ['INBOX', 'UNREAD'],
      internalDate: String(anchorMs),
      snippet: 'Schöne Grüße',
      sizeEstimate: source.length,
    })
    const payload = body['payload'] as {
      headers: object[]
      parts: { filename: string; body: { data?: string; attachmentId?: string; size: number } }[]
    }
    expect(payload.headers[0]).toEqual({ name: 'From', value: 'Jürgen Muster <juergen@example.org>' })
    expect(payload.headers[2]).toEqual({ name: 'Subject', value: 'Grüße aus Wien' })
    expect(Buffer.from(payload.parts[0]?.body.data ?? '', 'base64url').toString('utf8')).toBe('Schöne Grüße')
    expect(payload.parts[1]).toMatchObject({
      partId: '1',
      filename: 'plan.pdf',
      mimeType: 'application/pdf',
      body: { size: 6, attachmentId: expect.any(String) as string },
    })
    const attachment = get(`messages/m1/attachments/${payload.parts[1]?.body.attachmentId}`).body
    expect(attachment).toEqual({ size: 6, data: 'JVBERi0x' })
  })

  it('gives the source, the headers, or only the labels', () => {
    account.mailbox.addMessage({ id: 'm1', raw: source, internalDateMs: anchorMs })
    expect(Buffer.from(get('messages/m1', { format: 'raw' }).body['raw'] as string, 'base64url').toString('utf8')).toBe(source)
    expect(get('messages/m1', { format: 'metadata', metadataHeaders: ['Subject'] }).body['payload']).toEqual({
      mimeType: 'multipart/mixed',
      headers: [{ name: 'Subject', value: 'Grüße aus Wien' }],
    })
    expect(get('messages/m1', { format: 'minimal', fields: 'id,labelIds' }).body).toEqual({
      id: 'm1',
      labelIds: ['INBOX', 'UNREAD'],
    })
    token = fake.oauth.issueAccessToken(account.email, ['https://www.googleapis.com/auth/gmail.metadata'])
    expect(get('messages/m1', { format: 'raw' }).status).toBe(403)
  })
})

it('lists labels and send-as addresses', () => {
  const label = account.mailbox.createLabel('Projects')
  expect(get('labels').body['labels']).toContainEqual({
    id: label,
    name: 'Projects',
    type: 'user',
    messageListVisibility: 'show',
    labelListVisibility: 'labelShow',
  })
  expect(get('settings/sendAs').body['sendAs']).toMatchObject([
    { sendAsEmail: 'ada@example.com', isPrimary: true },
    { sendAsEmail: 'ada@example.net', treatAsAlias: true },
  ])
})
