/** Sixty products a mill supplier has on its shelves, in eight categories. Prices are net, in yuan. */
export interface DemoProduct {
  readonly category: string
  readonly code: string
  readonly name: string
  readonly spec: string
  readonly unit: string
  readonly salePrice: string
  readonly cost: string
  /** At or below: buy. */
  readonly minimum: string
  /** Above: too much. */
  readonly maximum: string
  /** Typical quantity on an order line. */
  readonly usual: number
}

export const demoCategories: readonly { readonly code: string; readonly zh: string }[] = [
  { code: 'FAS', zh: '紧固件' },
  { code: 'BRG', zh: '轴承与传动' },
  { code: 'TOL', zh: '手动与电动工具' },
  { code: 'ELC', zh: '低压电气' },
  { code: 'PNE', zh: '气动元件' },
  { code: 'ABR', zh: '磨具与刀具' },
  { code: 'SAF', zh: '劳动防护' },
  { code: 'LUB', zh: '润滑与胶粘' },
]

export const demoUnits: readonly { readonly code: string; readonly zh: string; readonly en: string }[] = [
  { code: 'PCS', zh: '个', en: 'piece' },
  { code: 'BOX', zh: '盒', en: 'box' },
  { code: 'SET', zh: '套', en: 'set' },
  { code: 'TAI', zh: '台', en: 'unit' },
  { code: 'M', zh: '米', en: 'metre' },
  { code: 'ROL', zh: '卷', en: 'roll' },
  { code: 'BTL', zh: '瓶', en: 'bottle' },
  { code: 'PAR', zh: '双', en: 'pair' },
  { code: 'PCK', zh: '包', en: 'pack' },
]

const columns = ['category', 'code', 'name', 'spec', 'unit', 'salePrice', 'cost', 'minimum', 'maximum', 'usual'] as const

const table = `
FAS|FAS-1001|外六角螺栓|M8×30 8.8级 镀锌|BOX|46.00|31.20|80|1200|20
FAS|FAS-1002|外六角螺栓|M12×50 8.8级 镀锌|BOX|78.50|55.40|60|900|15
FAS|FAS-1003|内六角圆柱头螺钉|M6×20 12.9级 发黑|BOX|38.00|25.60|80|1000|20
FAS|FAS-1004|内六角圆柱头螺钉|M10×40 12.9级 发黑|BOX|69.00|47.80|60|800|12
FAS|FAS-1005|六角螺母|M8 8级 镀锌|BOX|22.50|14.30|100|1500|25
FAS|FAS-1006|平垫圈|M8 304不锈钢|PCK|18.00|11.20|100|1500|25
FAS|FAS-1007|弹簧垫圈|M10 65Mn 镀锌|PCK|15.80|9.60|100|1500|20
FAS|FAS-1008|膨胀螺栓|M10×100 碳钢|BOX|85.00|60.50|40|600|10
FAS|FAS-1009|自攻螺钉|ST4.2×25 304不锈钢|BOX|52.00|36.10|60|800|12
FAS|FAS-1010|抽芯铆钉|4×10 铝|BOX|28.60|18.40|60|900|15
BRG|BRG-2001|深沟球轴承|6204-2RS|PCS|18.50|11.90|200|3000|60
BRG|BRG-2002|深沟球轴承|6206-ZZ|PCS|26.80|17.60|150|2500|50
BRG|BRG-2003|圆锥滚子轴承|30208|PCS|58.00|40.20|80|1000|20
BRG|BRG-2004|直线轴承|LM20UU|PCS|32.00|20.50|80|1200|24
BRG|BRG-2005|带座外球面轴承|UCP205|PCS|45.00|30.80|60|900|16
BRG|BRG-2006|三角带|B型 1800|PCS|21.00|13.40|100|1200|20
BRG|BRG-2007|同步带|HTD 5M-600 宽15|PCS|36.50|23.70|60|800|15
BRG|BRG-2008|滚子链条|08B-1 5米|SET|138.00|98.00|30|400|6
TOL|TOL-3001|充电式手电钻|18V 双电池|TAI|569.00|428.00|15|150|3
TOL|TOL-3002|角磨机|100mm 850W|TAI|268.00|196.00|20|200|4
TOL|TOL-3003|冲击扳手|20V 无刷 320N·m|TAI|728.00|556.00|12|120|2
TOL|TOL-3004|套筒扳手组套|46件 6.3mm|SET|156.00|108.00|20|250|4
TOL|TOL-3005|内六角扳手|9件 加长球头|SET|48.00|31.50|40|500|10
TOL|TOL-3006|活动扳手|250mm|PCS|39.00|25.80|40|500|8
TOL|TOL-3007|数显游标卡尺|0-150mm 0.01|PCS|185.00|132.00|20|250|4
TOL|TOL-3008|钢卷尺|5米 自锁|PCS|16.50|10.20|80|1000|20
ELC|ELC-4001|小型断路器|DZ47 2P C32|PCS|32.80|22.10|120|1500|24
ELC|ELC-4002|漏电断路器|DZ47LE 2P C40|PCS|68.00|47.20|80|900|16
ELC|ELC-4003|交流接触器|CJX2-2510 220V|PCS|76.50|54.30|60|800|12
ELC|ELC-4004|热过载继电器|JR36-20|PCS|42.00|28.90|50|600|10
ELC|ELC-4005|中间继电器|MY4NJ 24VDC 带座|PCS|23.50|15.20|100|1200|20
ELC|ELC-4006|开关电源|LRS-100-24|PCS|98.00|71.00|50|600|10
ELC|ELC-4007|接近开关|M12 NPN常开 三线|PCS|36.00|23.10|80|900|16
ELC|ELC-4008|光电开关|E3F-DS30C4|PCS|45.00|29.80|60|700|12
ELC|ELC-4009|按钮开关|LA38-11 绿|PCS|9.80|5.90|200|2400|40
ELC|ELC-4010|铜芯软线|RV 1.5mm² 红 100米|ROL|156.00|124.00|40|500|8
ELC|ELC-4011|拖链电缆|4×1.5mm² 高柔|M|12.80|8.90|500|6000|100
ELC|ELC-4012|冷压端子|管型 E1508 1000只|PCK|19.80|12.00|60|800|12
PNE|PNE-5001|标准气缸|SC63×100|PCS|168.00|118.00|30|360|6
PNE|PNE-5002|电磁换向阀|4V210-08 DC24V|PCS|62.00|42.50|60|700|12
PNE|PNE-5003|气源三联件|AC3010-03|SET|145.00|103.00|25|300|4
PNE|PNE-5004|快插接头|PC8-02|PCS|2.60|1.35|800|9000|200
PNE|PNE-5005|PU气管|8×5 透明蓝 100米|ROL|128.00|92.00|40|400|6
PNE|PNE-5006|消声器|02 铜|PCS|3.20|1.80|300|4000|80
ABR|ABR-6001|树脂切割片|105×1.2×16|PCS|2.80|1.55|1000|12000|300
ABR|ABR-6002|百叶轮|100×16 80目|PCS|5.60|3.20|500|6000|120
ABR|ABR-6003|硬质合金立铣刀|D10 四刃 55度|PCS|58.00|37.50|60|700|12
ABR|ABR-6004|麻花钻头|8.5mm 含钴|PCS|14.50|8.80|150|1800|36
ABR|ABR-6005|数控刀片|CNMG120408 10片|BOX|135.00|92.00|50|600|8
ABR|ABR-6006|丝锥|M8×1.25 螺旋|PCS|26.00|16.40|80|900|16
SAF|SAF-7001|丁腈涂层手套|L码 13针|PAR|4.50|2.60|600|8000|200
SAF|SAF-7002|安全帽|ABS V型 白|PCS|22.00|13.50|80|1000|20
SAF|SAF-7003|防护眼镜|防雾 防冲击|PCS|12.50|7.40|100|1200|30
SAF|SAF-7004|防尘口罩|KN95 50只|BOX|68.00|45.00|60|800|10
SAF|SAF-7005|劳保鞋|防砸防刺 42码|PAR|128.00|89.00|40|480|8
LUB|LUB-8001|锂基润滑脂|3号 800g|BTL|18.60|11.80|100|1200|24
LUB|LUB-8002|抗磨液压油|L-HM46 18L|SET|268.00|205.00|20|240|4
LUB|LUB-8003|除锈润滑剂|WD 500ml|BTL|36.00|24.80|120|1500|24
LUB|LUB-8004|螺纹锁固胶|243 50ml|BTL|42.00|27.60|80|900|12
LUB|LUB-8005|防水电工胶带|18mm×20m 黑|ROL|4.80|2.70|300|4000|100
`

/** One product a line, in the order of `columns`. */
export const demoProducts: readonly DemoProduct[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const cells = line.split('|')
    const product = Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? '']))
    return { ...product, usual: Number(product.usual) } as unknown as DemoProduct
  })
