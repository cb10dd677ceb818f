// Holds requests and answers against Google's own discovery documents, so that the fake cannot drift from the real thing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Operation } from './operations.ts'

interface Schema {
  readonly $ref?: string | undefined
  readonly type?: string | undefined
  readonly format?: string | undefined
  readonly enum?: readonly string[] | undefined
  readonly repeated?: boolean | undefined
  readonly required?: boolean | undefined
  readonly location?: string | undefined
  readonly items?: Schema | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly additionalProperties?: Schema | undefined
}

interface Method {
  readonly id: string
  readonly parameters?: Readonly<Record<string, Schema>> | undefined
  readonly response?: { readonly $ref: string } | undefined
}

interface Resource {
  readonly methods?: Readonly<Record<string, Method>> | undefined
  readonly resources?: Readonly<Record<string, Resource>> | undefined
}

interface Document extends Resource {
  readonly parameters: Readonly<Record<string, Schema>>
  readonly schemas: Readonly<Record<string, Schema>>
}

/** Tells what is wrong with an exchange by Google's documents; empty when nothing is. */
export interface DiscoveryCheck {
  /** `url` as requested; `body` the parsed answer, or undefined to look at the request alone. */
  check(operation: Operation, url: string, body?: unknown): string[]
}

const methodIds: Partial<Record<Operation, string>> = {
  'calendarList.list': 'calendar.calendarList.list',
  'calendars.get': 'calendar.calendars.get',
  'events.list': 'calendar.events.list',
  'events.get': 'calendar.events.get',
  'colors.get': 'calendar.colors.get',
  'users.getProfile': 'gmail.users.getProfile',
  'labels.list': 'gmail.users.labels.list',
  'labels.get': 'gmail.users.labels.get',
  'sendAs.list': 'gmail.users.settings.sendAs.list',
  'messages.list': 'gmail.users.messages.list',
  'messages.get': 'gmail.users.messages.get',
  'attachments.get': 'gmail.users.messages.attachments.get',
  'history.list': 'gmail.users.history.list',
}

/** `parameters`, `schemas`, `methods` and `resources` are read deep; that they are objects is all that is checked of the documents themselves. */
const documentShape = z.looseObject({ parameters: z.looseObject({}), schemas: z.looseObject({}), resources: z.looseObject({}) })

/** Reads `calendar-v3.json` and `gmail-v1.json` from a folder. Throws when they are missing or no discovery documents. */
export function readDiscovery(folder: string): DiscoveryCheck {
  const documents = ['calendar-v3.json', 'gmail-v1.json'].map(
    (name) => documentShape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))) as unknown as Document,
  )
  const methods = new Map<string, { readonly method: Method; readonly document: Document }>()
  for (const document of documents) for (const method of methodsOf(document)) methods.set(method.id, { method, document })
  return {
    check(operation, url, body) {
      const found = methods.get(methodIds[operation] ?? '')
      if (found === undefined) return [`${operation}: not an operation of Google's documents`]
      const { method, document } = found
      const response: Schema = method.response ?? {}
      return [
        ...checkQuery(method, document, new URL(url).searchParams, response),
        ...(body === undefined ? [] : checkValue(body, response, document, operation)),
      ]
    },
  }
}

function methodsOf(resource: Resource): Method[] {
  return [...Object.values(resource.methods ?? {}), ...Object.values(resource.resources ?? {}).flatMap(methodsOf)]
}

function checkQuery(method: Method, document: Document, query: URLSearchParams, response: Schema): string[] {
  const known = { ...document.parameters, ...method.parameters }
  const problems: string[] = []
  for (const name of new Set(query.keys())) {
    const schema = known[name]
    const values = query.getAll(name)
    if (schema === undefined || schema.location === 'path') problems.push(`${method.id}: no query parameter ${name}`)
    else if (values.length > 1 && schema.repeated !== true) problems.push(`${method.id}: ${name} is given more than once`)
    else if (values.some((value) => !fitsText(value, schema)))
      problems.push(`${method.id}: ${name}=${values.join()} does not fit`)
  }
  for (const [name, schema] of Object.entries(method.parameters ?? {})) {
    if (schema.required === true && schema.location === 'query' && !query.has(name))
      problems.push(`${method.id}: ${name} is missing`)
  }
  const fields = query.get('fields')
  return fields === null ? problems : [...problems, ...checkFields(fields, response, document, method.id)]
}

function fitsText(value: string, schema: Schema): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(value)
  if (schema.type === 'integer') return /^-?\d+$/.test(value)
  if (schema.type === 'boolean') return value === 'true' || value === 'false'
  return fitsFormat(value, schema.format)
}

/** Every name in a field selection must be one of the answer's; Google refuses the request otherwise. */
function checkFields(fields: string, schema: Schema, document: Document, where: string): string[] {
  const problems: string[] = []
  const stack: Schema[] = [schema]
  let current = schema
  let path: Schema[] = []
  for (const [token] of fields.matchAll(/[A-Za-z0-9_*$-]+|[(),/]/g)) {
    if (token === '(') stack.push(current)
    else if (token === ')') stack.pop()
    else if (token === '/') path = [current]
    else if (token !== ',') {
      const outer = (path.length > 0 ? path.at(-1) : stack.at(-1)) ?? {}
      const inner = propertyOf(outer, token, document)
      if (inner === null) problems.push(`${where}: fields names ${token}, which the answer does not have`)
      current = inner ?? {}
      path = []
    }
  }
  return problems
}

function propertyOf(schema: Schema, name: string, document: Document): Schema | null {
  const resolved = resolve(schema.type === 'array' ? (schema.items ?? {}) : schema, document)
  if (name === '*') return {}
  return resolved.properties?.[name] ?? resolved.additionalProperties ?? (resolved.properties === undefined ? {} : null)
}

function resolve(schema: Schema, document: Document): Schema {
  return schema.$ref === undefined ? schema : (document.schemas[schema.$ref] ?? {})
}

function checkValue(value: unknown, given: Schema, document: Document, where: string): string[] {
  const schema = resolve(given, document)
  switch (schema.type) {
    case 'object':
      return checkObject(value, schema, document, where)
    case 'array':
      if (!Array.isArray(value)) return [`${where} is not a list`]
      return value.flatMap((item: unknown, index) => checkValue(item, schema.items ?? {}, document, `${where}[${index}]`))
    case 'string':
      if (typeof value !== 'string') return [`${where} is not a string`]
      if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${where} is ${value}`]
      return fitsFormat(value, schema.format) ? [] : [`${where} is no ${schema.format}: ${value.slice(0, 40)}`]
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${where} is not an integer`]
    case 'number':
    case 'boolean':
      return typeof value === schema.type ? [] : [`${where} is not a ${schema.type}`]
    default:
      return []
  }
}

function checkObject(value: unknown, schema: Schema, document: Document, where: string): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${where} is not an object`]
  return Object.entries(value).flatMap(([name, child]) => {
    const property = schema.properties?.[name] ?? schema.additionalProperties
    return property === undefined
      ? [`${where}.${name} is not Google's`]
      : checkValue(child, property, document, `${where}.${name}`)
  })
}

function fitsFormat(value: string, format: string | undefined): boolean {
  switch (format) {
    case 'date-time':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value)
    case 'int64':
      return /^-?\d+$/.test(value)
    case 'uint64':
      return /^\d+$/.test(value)
    case 'byte':
      return /^[\w-]*={0,2}$/.test(value)
    default:
      return true
  }
}
