import { demoUsers, demoWarehouses } from './people.js'
import { demoCategories, demoProducts, demoUnits } from './products.js'
import { randomFrom } from './random.js'
import { daysBefore, instantOn, years } from './volume-days.js'
import type { VolumeOptions, VolumeRow, VolumeStage } from './volume-rows.js'

/** People who sell; the first two are the demo company's own. */
export const reps = 50

const cities = [
  '上海',
  '北京',
  '深圳',
  '广州',
  '杭州',
  '苏州',
  '宁波',
  '南京',
  '无锡',
  '佛山',
  '东莞',
  '天津',
  '成都',
  '重庆',
  '武汉',
  '西安',
  '长沙',
  '郑州',
  '青岛',
  '济南',
  '厦门',
  '福州',
  '合肥',
  '沈阳',
  '大连',
  '昆明',
  '南昌',
  '温州',
  '常州',
  '惠州',
]
const words = [
  '华泰',
  '金源',
  '恒通',
  '鑫盛',
  '瑞丰',
  '宏达',
  '永兴',
  '天成',
  '嘉禾',
  '东方',
  '海川',
  '德润',
  '中科',
  '联创',
  '博远',
  '振华',
  '星辰',
  '润泽',
  '安捷',
  '凯迪',
  '新元',
  '百川',
  '正大',
  '盛世',
  '万邦',
  '启明',
  '长江',
  '泰和',
  '云帆',
  '旭日',
]
const trades = [
  '机械',
  '电子',
  '五金',
  '建材',
  '自动化',
  '机电',
  '精密制造',
  '包装',
  '汽配',
  '轴承',
  '阀门',
  '电气',
  '模具',
  '工具',
  '新材料',
]
const kinds = ['有限公司', '贸易有限公司', '科技有限公司', '设备有限公司', '实业有限公司', '集团有限公司']
const regions = ['eastChina', 'southChina', 'northChina', 'centralChina', 'southwest', 'northwest', 'northeast', 'overseas']
const industries = ['manufacturing', 'trade', 'construction', 'services', 'other']
const terms = ['prepaid', 'cod', 'net30', 'net60', 'monthly']
const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const givenNames = ['伟', '芳', '娜', '敏', '静', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '超']

export function volumeMasterData({ until }: VolumeOptions): readonly VolumeStage[] {
  const at = instantOn(daysBefore(until, years * 365 + 2), 0)
  const rows = (resource: string, all: readonly VolumeRow['values'][]) => () => all.map((values): VolumeRow => ({ resource, at, values }))
  return [
    {
      name: 'people',
      known: 'login',
      rows: rows(
        'user',
        Array.from({ length: reps }, (_, index) => rep(index)),
      ),
    },
    {
      name: 'warehouses',
      known: 'code',
      rows: rows(
        'warehouse',
        demoWarehouses.map((one) => ({ ...one, active: true })),
      ),
    },
    {
      name: 'units',
      known: 'name',
      rows: rows(
        'unit',
        demoUnits.map((unit) => ({ name: unit.zh })),
      ),
    },
    {
      name: 'categories',
      known: 'code',
      rows: rows(
        'category',
        demoCategories.map((one) => ({ code: one.code, name: one.zh })),
      ),
    },
  ]
}

function rep(index: number): VolumeRow['values'] {
  const own = demoUsers.filter((user) => user.roles.includes('salesRep'))[index]
  const name = `${surnames[index % surnames.length] ?? ''}${givenNames[index % givenNames.length] ?? ''}`
  return { login: own?.login ?? `rep${String(index + 1).padStart(2, '0')}`, name: own?.name ?? name, locale: 'zh-CN', active: true }
}

export function* volumeCustomers({ customers, seed, until }: VolumeOptions): Iterable<VolumeRow> {
  const random = randomFrom(seed)
  const first = daysBefore(until, years * 365 + 1)
  for (let index = 0; index < customers; index += 1) {
    const short = `${random.pick(cities)}${random.pick(words)}`
    const values = {
      code: `V${String(index + 1).padStart(6, '0')}`,
      name: `${short}${random.pick(trades)}${random.pick(kinds)}`,
      shortName: short,
      owner: { of: 'user', at: index % reps },
      level: random.pick(['a', 'b', 'b', 'c', 'c', 'c']),
      industry: random.pick(industries),
      region: random.pick(regions),
      phone: `1${random.between(30, 99)}${String(random.between(0, 99_999_999)).padStart(8, '0')}`,
      terms: random.pick(terms),
      creditLimit: random.next() < 0.2 ? null : `${random.between(5, 200)}0000.00`,
      status: index % 40 === 39 ? 'inactive' : 'active',
    }
    yield { resource: 'customer', at: instantOn(first, index * 20), values }
  }
}

/** What the n-th product costs and is sold for, in fen: other stages compute with it. */
export function priceOf(index: number): { readonly cost: number; readonly sale: number } {
  const cost = 100 + ((index * 7919) % 40_000)
  return { cost, sale: Math.round(cost * 1.35) }
}

export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

export function productName(index: number): string {
  return `${demoProducts[index % demoProducts.length]?.name ?? ''} ${Math.floor(index / demoProducts.length) + 1}型`
}

export function* volumeProducts({ products, until }: VolumeOptions): Iterable<VolumeRow> {
  const first = daysBefore(until, years * 365 + 1)
  for (let index = 0; index < products; index += 1) {
    const like = demoProducts[index % demoProducts.length]
    const price = priceOf(index)
    const values = {
      code: `VP${String(index + 1).padStart(5, '0')}`,
      name: productName(index),
      spec: like?.spec ?? null,
      category: { of: 'category', at: demoCategories.findIndex((one) => one.code === like?.category) },
      unit: { of: 'unit', at: demoUnits.findIndex((one) => one.code === like?.unit || one.zh === like?.unit) },
      salePrice: yuan(price.sale),
      cost: yuan(price.cost),
      taxRate: '0.13',
      minimum: '50',
      maximum: null,
      status: 'active',
    }
    yield { resource: 'product', at: instantOn(first, index * 20), values }
  }
}
