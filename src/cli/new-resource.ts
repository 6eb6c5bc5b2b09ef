import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { definitions } from '../../resources/index.js'
import { BlockedError } from '../kernel/errors.js'
import { type FilesCommand, UsageError } from './command.js'
import { kebabOf, listed, type NewResource, resourceSource, testSource } from './resource-template.js'

export const newResource: FilesCommand = {
  name: 'new',
  usage: 'resource <area>/<name>',
  summary: {
    zh: '生成一个资源：定义（带说明注释）、它的测试，以及 resources/index.ts 中的登记。',
    en: 'Writes a resource with teaching comments, its test, and its line in resources/index.ts.',
  },
  needs: 'files',
  words: [2, 2],
  run: async ({ words: [kind, place = ''] }, { cwd, say }) => {
    if (kind !== 'resource') throw new UsageError({ zh: `不能生成“${kind}”。`, en: `There is no generator for “${kind}”.` })
    const resource = parsePlace(place)
    for (const file of await writeResource(cwd, resource)) say(file)
    say('下一步：补全字段，然后 npm run build && npm test -- test/resources。 Next: complete the fields, then build and test.')
    return 0
  },
}

/** `area/name`, the name in camelCase or kebab-case. */
function parsePlace(place: string): NewResource {
  const [area = '', given = '', ...more] = place.split('/')
  const name = given.replace(/-([a-z\d])/g, (_whole, letter: string) => letter.toUpperCase())
  const areas = definitions.areas.map((one) => one.name)
  if (!areas.includes(area) || more.length > 0)
    throw new UsageError({ zh: `分区须为：${areas.join('、')}。`, en: `The area must be one of ${areas.join(', ')}.` })
  if (!/^[a-z][a-zA-Z\d]{1,38}$/.test(name))
    throw new UsageError({ zh: `“${given}”不能作名称，请用 camelCase。`, en: `“${given}” is no name; write it in camelCase.` })
  if (definitions.resources.some((one) => one.name === name))
    throw new UsageError({ zh: `已有资源“${name}”。`, en: `There is a resource “${name}” already.` })
  return { area, name }
}

/**
 * @param root  folder with `resources/` and `test/`
 * @returns the files that were written
 * @throws BlockedError `file-exists`: nothing is ever overwritten
 */
export async function writeResource(root: string, resource: NewResource): Promise<readonly string[]> {
  const [definition, test, index] = [
    join('resources', resource.area, `${kebabOf(resource.name)}.ts`),
    join('test', 'resources', `${kebabOf(resource.name)}.test.ts`),
    join('resources', 'index.ts'),
  ]
  const list = await readFile(join(root, index), 'utf8')
  for (const file of [definition, test]) await assertFree(join(root, file), file)
  await writeFile(join(root, definition), resourceSource(resource), { flag: 'wx' })
  await writeFile(join(root, test), testSource(resource), { flag: 'wx' })
  await writeFile(join(root, index), listed(list, resource))
  return [definition, test, index]
}

async function assertFree(path: string, file: string): Promise<void> {
  if ((await stat(path).catch(() => undefined)) === undefined) return
  throw new BlockedError('file-exists', { zh: `文件 ${file} 已存在，未作改动。`, en: `${file} is there already; nothing was changed.` })
}
