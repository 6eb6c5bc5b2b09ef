import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FieldView } from '../../src/api/model-view/field-view.js'
import { modelViewFor } from '../../src/api/model-view/model-view.js'
import { openApiFor } from '../../src/api/openapi/openapi.js'
import { rememberPerRole } from '../../src/api/per-role.js'
import { routesOf } from '../../src/api/routes.js'
import type { Actor } from '../../src/permissions/actor.js'
import { officeModel } from '../support/office.js'

const model = officeModel()
const as = (role: string, changes: Partial<Actor> = {}): Actor => ({
  ...{ id: '7', login: role, name: role, roles: [role], system: [], department: null, departments: [], warehouse: null },
  ...{ locale: 'en', via: 'screen', readOnly: false },
  ...changes,
})
const routes = routesOf({ accounts: {}, records: {}, ports: { files: { maxBytes: 1 } } } as never, { cookie: {} as never })

describe('GET /model', () => {
  it('names to a clerk only what a clerk may see', () => {
    const view = modelViewFor(model, as('clerk'))
    const text = JSON.stringify(view)

    expect(view.resources.map(({ name }) => name)).toEqual(['user', 'paper'])
    expect(view.areas.map(({ name }) => name)).toEqual(['office'])
    expect(view.reports.map(({ name }) => name)).toEqual(['papers'])
    expect(text).not.toMatch(/secret|hidden|salary|vault|cellar|shred|"cost"|"owner"/)
  })

  it('says which fields there are, which of them may be written, and which are seen only in part', () => {
    const { fields, lines, can } = paperOf('clerk')

    expect(fields.filter(({ implicit }) => !implicit).map(({ name }) => name)).toEqual(['number', 'phone', 'lines', 'total'])
    expect(fields.filter(({ write }) => write.length > 0).map(({ name, write }) => [name, write])).toEqual([
      ['number', ['create']],
      ['lines', ['create']],
    ])
    expect(fields.filter(({ masked }) => masked).map(({ name }) => name)).toEqual(['phone'])
    expect(lines.lines?.fields.filter(({ implicit }) => !implicit).map(({ name }) => name)).toContain('amount')
    expect(lines.lines?.screens.list).toContain('amount')
    expect(JSON.stringify(lines.lines?.screens)).not.toContain('cost')
    expect(can).toEqual(['read', 'create', 'send'])
  })

  it('lets stand beside lines what one may read, found by what one may read', () => {
    const besides = (role: string) => paperOf(role).lines.lines?.screens.beside.map(({ name }) => name)

    expect(besides('admin')).toEqual(['checkedBy', 'pay', 'ownedBy'])
    expect(besides('clerk')).toEqual(['checkedBy'])
  })

  it('leaves out rules, columns and sections that would name a hidden field', () => {
    const { rules, screens } = paperOf('clerk')

    expect(rules).toEqual([])
    expect(screens.list).toEqual(['number', 'total'])
    expect(screens.filter).toEqual(['number'])
    expect(screens.form.map(({ name, fields }) => [name, fields])).toEqual([['all', ['number']]])
    expect(paperOf('admin').rules.map(({ name }) => name)).toEqual(['positive'])
  })

  it('gives the formulas the browser computes, as text and as a tree', () => {
    const amount = paperOf('admin').lines.lines?.fields.find(({ name }) => name === 'amount')

    expect(amount?.formulaText).toBe('round(quantity * 2, 2)')
    expect(amount?.formula).toMatchObject({ op: 'round', scale: 2 })
  })

  it('asks what a transition asks, and shows only transitions the actor may take', () => {
    const { workflow } = paperOf('clerk')

    expect(workflow?.states.map(({ value }) => value)).toEqual(['draft', 'sent'])
    expect(
      workflow?.transitions.map(({ name, from, to, ask }) => ({ name, from, to, ask: ask.map((field: FieldView) => field.name) })),
    ).toEqual([{ name: 'send', from: ['draft'], to: 'sent', ask: ['note'] }])
  })

  it('offers nothing to write to somebody who only looks', () => {
    const view = modelViewFor(model, as('admin', { readOnly: true })).resources.find(({ name }) => name === 'paper')

    expect(view?.can).toEqual(['read', 'export', 'print'])
    expect(view?.fields.every(({ write }) => write.length === 0)).toBe(true)
  })

  it('is made once for a set of roles, in whatever order they come, and anew for another model', () => {
    const seen = rememberPerRole(modelViewFor)
    const one = seen(model, as('clerk', { roles: ['clerk', 'admin'] }))

    expect(seen(model, as('clerk', { roles: ['admin', 'clerk'] }))).toBe(one)
    expect(seen(model, as('clerk'))).not.toBe(one)
    expect(seen(officeModel(), as('clerk', { roles: ['clerk', 'admin'] }))).not.toBe(one)
  })
})

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1: paths, operations and schemas as the standard wants them', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(openApiShape)
    const document = openApiFor(modelViewFor(model, as('admin')), routes)
    const isValid = validate(document)

    expect(validate.errors ?? []).toEqual([])
    expect(isValid).toBe(true)
  })

  it('names every operation once and every parameter of a path', () => {
    const { paths } = openApiFor(modelViewFor(model, as('admin')), routes) as {
      paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    )

    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { path, parameters } of operations) {
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      )
    }
  })

  it('holds schemas that are schemas, and resolves every reference', () => {
    const document = openApiFor(modelViewFor(model, as('admin')), routes) as { components: { schemas: Record<string, object> } }
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    for (const schema of Object.values(document.components.schemas)) expect(ajv.validateSchema(schema)).toBe(true)
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '')

    expect(references.every((name) => name in document.components.schemas)).toBe(true)
  })

  it('tells a clerk of no resource, field or transition beyond the clerk’s own', () => {
    const text = JSON.stringify(openApiFor(modelViewFor(model, as('clerk')), routes))

    expect(text).toContain('/records/paper/{id}/send')
    expect(text).not.toMatch(/vault|secret"|salary|shred|"cost"/)
  })
})

function paperOf(role: string) {
  const paper = modelViewFor(model, as(role)).resources.find(({ name }) => name === 'paper')
  if (paper === undefined) throw new Error('no paper')
  return paper
}

/** What OpenAPI 3.1 asks of a document, as far as this one uses it (spec.openapis.org/oas/3.1/schema). */
const openApiShape = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { const: '3.1.0' },
    info: { type: 'object', required: ['title', 'version'], properties: { title: { type: 'string' }, version: { type: 'string' } } },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    paths: { type: 'object', propertyNames: { pattern: '^/' }, additionalProperties: { $ref: '#/$defs/path' } },
    components: { type: 'object', properties: { schemas: { type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' } } } },
    tags: { type: 'array', items: { type: 'object', required: ['name'] } },
  },
  $defs: {
    path: {
      type: 'object',
      propertyNames: { enum: ['get', 'post', 'patch', 'delete'] },
      additionalProperties: { $ref: '#/$defs/operation' },
    },
    operation: {
      type: 'object',
      required: ['operationId', 'responses', 'parameters'],
      properties: {
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            properties: { in: { enum: ['path', 'query', 'header'] } },
            if: { properties: { in: { const: 'path' } } },
            then: { required: ['required'], properties: { required: { const: true } } },
          },
        },
        requestBody: { type: 'object', required: ['content'], properties: { content: { $ref: '#/$defs/content' } } },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^([1-5](\\d\\d|XX)|default)$' },
          additionalProperties: { type: 'object', required: ['description'], properties: { content: { $ref: '#/$defs/content' } } },
        },
      },
    },
    content: { type: 'object', additionalProperties: { type: 'object', properties: { schema: { type: ['object', 'boolean'] } } } },
  },
}
