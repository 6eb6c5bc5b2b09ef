import ts from 'typescript'
import { nodesOf, placeOf } from './sources.js'

// Words that name somebody's business and nothing technical. `order` is missing on purpose: it also sorts; `warehouse` is an attribute of the actor.
const single = 'customer shipment product invoice supplier quotation sku payment salesperson salesman'
const compounds = [
  'order line',
  'sales order',
  'purchase order',
  'order number',
  'sales rep',
  'sales lead',
  'stock balance',
  'stock move',
  'stock reservation',
  'goods receipt',
  'price list',
  'credit limit',
]
const chinese = ['客户(?!端)', '订单', '发货单', '发票', '供应商', '商品', '采购', '销售']

const plural = (words: string) => `${words}s?`
const english = new RegExp(` (${[...single.split(' '), ...compounds].map(plural).join('|')}) `)
const hanzi = new RegExp(chinese.join('|'))

/** The business word in a name or text, if there is one; names are read word by word, in camelCase or any other case. */
export function businessWordIn(text: string): string | undefined {
  const words = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  const spaced = ` ${words.replace(/[^a-z]+/g, ' ')} `
  return english.exec(spaced)?.[1] ?? hanzi.exec(text)?.[0]
}

const isNamed = (node: ts.Node): node is ts.Identifier | ts.StringLiteralLike | ts.TemplateLiteralLikeNode | ts.JsxText =>
  ts.isIdentifier(node) ||
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isJsxText(node)

export function businessWords(sources: readonly ts.SourceFile[]): readonly string[] {
  const inNames = sources.map((source) => [source.fileName, businessWordIn(source.fileName)] as const)
  const inCode = sources.flatMap((source) => nodesOf(source, isNamed)).map((node) => [placeOf(node), businessWordIn(node.text)] as const)
  return [...inNames, ...inCode].filter(([, word]) => word !== undefined).map(([place, word]) => `${place} says “${word}”`)
}
