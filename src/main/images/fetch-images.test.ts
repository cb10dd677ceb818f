// Fetches from a real server on this computer, which stands in for the internet, and holds what was sent against the limits.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SentRequest } from '../../shared/views/ledger.ts'
import { mostImageBytes } from './fetch-image.ts'
import { fetchImages } from './fetch-images.ts'

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
let server: Server
let origin: string
let asked: { path: string; headers: IncomingHttpHeaders }[]
let sent: SentRequest[]

beforeEach(async () => {
  asked = []
  sent = []
  server = createServer(({ url = '', headers }, response) => {
    asked.push({ path: url, headers })
    const gif = { 'content-type': 'image/gif', 'set-cookie': 'seen=1' }
    if (url.startsWith('/pixel')) response.writeHead(200, gif).end(pixel)
    else if (url === '/moved') response.writeHead(302, { location: '/pixel' }).end()
    else if (url === '/home') response.writeHead(302, { location: 'https://127.0.0.1:1/pixel' }).end()
    else if (url === '/loop') response.writeHead(302, { location: '/loop' }).end()
    else if (url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    else if (url === '/drawing') response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')
    else if (url === '/huge') response.writeHead(200, gif).end(Buffer.alloc(mostImageBytes + 1))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => void server.close())

const fetchAll = (...addresses: string[]): ReturnType<typeof fetchImages> =>
  fetchImages(addresses, { standIn: origin, onSent: (request) => sent.push(request) })
const sentHeaders = ['accept', 'connection', 'host']
const dataUrl = `data:image/gif;base64,${pixel.toString('base64')}`

test('a picture comes as data, without cookies or referrer, and stands in the ledger', async () => {
  expect(await fetchAll(`${origin}/pixel?a=1`, `${origin}/pixel?a=2`)).toEqual([
    { address: `${origin}/pixel?a=1`, dataUrl },
    { address: `${origin}/pixel?a=2`, dataUrl },
  ])
  expect(asked.flatMap(({ headers }) => Object.keys(headers).sort())).toEqual([...sentHeaders, ...sentHeaders])
  expect(sent[0]).toMatchObject({
    host: new URL(origin).host,
    purpose: 'showing the pictures of a message',
    status: 200,
    bytesDown: pixel.length,
  })
})

test('redirects are followed, a few, and never into this computer', async () => {
  expect(await fetchAll(`${origin}/moved`)).toEqual([{ address: `${origin}/moved`, dataUrl }])
  expect(await fetchAll(`${origin}/home`, `${origin}/loop`)).toEqual([])
  expect(asked.filter(({ path }) => path === '/loop')).toHaveLength(4)
})

test('what is no picture, has none, or is larger than any, is left out', async () => {
  expect(await fetchAll(`${origin}/page`, `${origin}/drawing`, `${origin}/nothing`, `${origin}/huge`)).toEqual([])
})

test('addresses on this computer and its networks are not even asked', async () => {
  const port = new URL(origin).port
  const found = await fetchAll(
    `http://localhost:${port}/pixel`,
    `https://localhost:${port}/pixel`,
    `https://127.0.0.1:${port}/pixel`,
    `https://[::1]:${port}/pixel`,
    'https://192.168.1.1/pixel',
    'https://user:secret@example.com/pixel',
    'ftp://example.com/pixel',
    'file:///etc/passwd',
    'no address',
  )
  expect(found).toEqual([])
  expect(asked).toEqual([])
})
