import { definitions } from '../../resources/index.js'
import { compile } from '../compile/compile.js'
import type { Model } from '../compile/model.js'
import { applyOverlay } from '../design/overlay.js'
import { planFor } from '../design/schema.js'
import { currentVersion, overlayOf } from '../design/versions.js'
import type { Problem } from '../kernel/problem.js'
import { brokenInvariants } from '../records/invariants.js'
import type { Database } from '../store/database.js'
import type { Ground } from './command.js'
import { brokenLine } from './doctor-books.js'
import type { Check, Finding } from './finding.js'

export const modelChecks: readonly Check[] = [
  { name: { zh: '定义', en: 'Definitions' }, look: compiles },
  { name: { zh: '表结构', en: 'Tables' }, look: tablesFit },
  { name: { zh: '账目', en: 'Books' }, look: booksAgree },
]

async function compiled(database: Database): Promise<{ readonly version: number } & ReturnType<typeof compile>> {
  const version = await currentVersion(database)
  return { version, ...compile(applyOverlay(definitions, await overlayOf(database, version)), version) }
}

async function compiles({ database }: Ground): Promise<readonly Finding[]> {
  const result = await compiled(database)
  if ('problems' in result) return [withProblems({ zh: '定义有错误', en: 'they do not compile' }, result.problems)]
  const count = Object.keys(result.model.resources).length
  return [{ level: 'ok', text: { zh: `版本 ${result.version}，${count} 个资源`, en: `version ${result.version}, ${count} resources` } }]
}

async function tablesFit({ database }: Ground): Promise<readonly Finding[]> {
  const model = await modelOf(database)
  if (model === undefined) return []
  const { steps, problems } = await planFor(database, model)
  if (problems.length > 0) return [withProblems({ zh: '表与定义冲突', en: 'they contradict the definitions' }, problems)]
  if (steps.length === 0) return [{ level: 'ok', text: { zh: '与定义一致', en: 'as the definitions want them' } }]
  const text = {
    zh: `有 ${steps.length} 处待更新，下次启动时更新`,
    en: `${steps.length} changes are due and will be made at the next start`,
  }
  return [{ level: 'trouble', text, details: steps.flatMap(({ statements }) => statements) }]
}

async function booksAgree({ database, clock }: Ground): Promise<readonly Finding[]> {
  const model = await modelOf(database)
  if (model === undefined) return []
  const broken = await brokenInvariants({ sql: database, clock }, model)
  const count = Object.keys(model.invariants).length
  if (broken.length === 0) return [{ level: 'ok', text: { zh: `${count} 项核对全部一致`, en: `all ${count} invariants hold` } }]
  return [{ level: 'trouble', text: { zh: '账目不一致', en: 'the books do not agree' }, details: broken.map(brokenLine) }]
}

async function modelOf(database: Database): Promise<Model | undefined> {
  const result = await compiled(database)
  return 'model' in result ? result.model : undefined
}

function withProblems(text: Finding['text'], problems: readonly Problem[]): Finding {
  const details = problems.map(({ at, message, hint }) => `${at}: ${message.zh}${hint.zh} ${message.en} ${hint.en}`.trim())
  return { level: 'trouble', text, details }
}
