/** Who works at the demo company: one user a role at least. Departments by name of the one above. */
export interface DemoUser {
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly department: string
  readonly phone: string
  readonly warehouse?: string
}

export const demoDepartments: readonly { readonly name: string; readonly parent?: string }[] = [
  { name: '总经办' },
  { name: '销售部', parent: '总经办' },
  { name: '华南销售组', parent: '销售部' },
  { name: '华东销售组', parent: '销售部' },
  { name: '仓储部', parent: '总经办' },
  { name: '采购部', parent: '总经办' },
  { name: '财务部', parent: '总经办' },
  { name: '信息部', parent: '总经办' },
]

export const demoUsers: readonly DemoUser[] = [
  { login: 'admin', name: '周岚', roles: ['admin'], department: '信息部', phone: '13800138001' },
  { login: 'designer', name: '何静', roles: ['designer'], department: '信息部', phone: '13800138002' },
  { login: 'sales1', name: '张晓敏', roles: ['salesRep'], department: '华南销售组', phone: '13800138003' },
  { login: 'sales2', name: '李俊杰', roles: ['salesRep'], department: '华东销售组', phone: '13800138004' },
  { login: 'saleslead', name: '陈国华', roles: ['salesLead'], department: '销售部', phone: '13800138005' },
  { login: 'warehouse1', name: '刘大勇', roles: ['warehouse'], department: '仓储部', phone: '13800138006', warehouse: 'SZ' },
  { login: 'purchasing1', name: '孙丽', roles: ['purchaser'], department: '采购部', phone: '13800138007' },
  { login: 'finance1', name: '赵敏', roles: ['accountant'], department: '财务部', phone: '13800138008' },
  { login: 'manager1', name: '郑海涛', roles: ['manager'], department: '总经办', phone: '13800138009' },
]

export const demoWarehouses: readonly { readonly code: string; readonly name: string; readonly address: string }[] = [
  { code: 'SZ', name: '深圳总仓', address: '深圳市龙华区观澜街道观光路1301号' },
  { code: 'SU', name: '苏州分仓', address: '苏州市吴中区胥口镇子胥路288号' },
  { code: 'CD', name: '成都分仓', address: '成都市新都区斑竹园镇物流大道19号' },
]

export const demoSuppliers: readonly { readonly code: string; readonly name: string; readonly contact: string; readonly phone: string }[] =
  [
    { code: 'V001', name: '宁波甬固紧固件制造有限公司', contact: '邵国平', phone: '0574-88236101' },
    { code: 'V002', name: '聊城轴鑫轴承有限公司', contact: '宫保华', phone: '0635-8512066' },
    { code: 'V003', name: '永康市金磐工具有限公司', contact: '胡江南', phone: '0579-87213308' },
    { code: 'V004', name: '乐清柳市德诚电气有限公司', contact: '赵乐平', phone: '0577-62719980' },
    { code: 'V005', name: '奉化溪口气动元件厂', contact: '竺建达', phone: '0574-88852217' },
    { code: 'V006', name: '丹阳后巷磨具有限公司', contact: '束伟明', phone: '0511-86321559' },
    { code: 'V007', name: '临沂盾安劳保用品有限公司', contact: '姜玉芹', phone: '0539-8330721' },
    { code: 'V008', name: '常熟虞山润滑科技有限公司', contact: '陆金根', phone: '0512-52873016' },
  ]
