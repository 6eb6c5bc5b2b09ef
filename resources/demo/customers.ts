/** Eighty customers of a trading company for fasteners, tools and electrical supplies. Invented; no such companies are meant. */
export interface DemoCustomer {
  readonly name: string
  readonly shortName: string
  readonly region: string
  readonly industry: string
  readonly level: string
  readonly owner: string
  readonly terms: string
  /** In yuan; empty for no limit. */
  readonly creditLimit: string
  readonly address: string
  readonly phone: string
  readonly contact: string
  readonly position: string
}

const columns = [
  'name',
  'shortName',
  'region',
  'industry',
  'level',
  'owner',
  'terms',
  'creditLimit',
  'address',
  'phone',
  'contact',
  'position',
] as const

const table = `
深圳市华腾精密机械有限公司|华腾精密|southChina|manufacturing|a|sales1|net30|800000|深圳市宝安区沙井街道新桥社区工业三路18号|0755-27236618|刘建国|采购经理
东莞市鑫达五金制品有限公司|鑫达五金|southChina|manufacturing|a|sales1|monthly|600000|东莞市长安镇乌沙社区兴发南路66号|0769-85312266|陈丽华|采购主管
广州粤顺机电设备有限公司|粤顺机电|southChina|trade|b|sales1|net30|300000|广州市白云区石井街道石沙路216号|020-36412877|黄志强|总经理
佛山市南海立信铝业有限公司|立信铝业|southChina|manufacturing|b|sales1|net30|300000|佛山市南海区大沥镇长虹岭工业园B区12号|0757-85551023|梁伟文|仓库主管
中山市光明灯饰配件厂|光明灯饰|southChina|manufacturing|c|sales1|cod|50000|中山市古镇镇曹三创业园北路9号|0760-22346715|吴小燕|采购员
惠州市科盛电子有限公司|科盛电子|southChina|manufacturing|b|sales1|monthly|250000|惠州市仲恺高新区陈江街道五一大道31号|0752-3862290|张海峰|采购经理
珠海横琴蓝海装备有限公司|蓝海装备|southChina|manufacturing|b|sales1|net60|400000|珠海市香洲区南屏科技工业园屏北二路7号|0756-8936127|李雪梅|供应链经理
深圳市前海联创贸易有限公司|前海联创|southChina|trade|b|sales1|prepaid||深圳市南山区粤海街道科苑路15号科兴科学园A栋1203|0755-86170925|周文斌|业务经理
厦门海沧恒丰建材有限公司|恒丰建材|southChina|construction|c|sales1|cod|80000|厦门市海沧区新阳街道新美路58号|0592-6519340|林志远|项目经理
福州闽江船舶配套有限公司|闽江船配|southChina|manufacturing|b|sales1|net30|350000|福州市马尾区君竹路83号|0591-83971166|郑国栋|采购部长
泉州市泉港万通管业有限公司|万通管业|southChina|manufacturing|c|sales1|monthly|120000|泉州市泉港区普安工业区驿峰路20号|0595-87931258|许美玲|采购
南宁市邕江水利工程有限公司|邕江水利|southChina|construction|b|sales1|net60|260000|南宁市西乡塘区科园大道68号|0771-3218806|韦建明|物资部经理
海口椰城机电安装有限公司|椰城机电|southChina|construction|c|sales1|prepaid||海口市龙华区金盘工业区建设三路10号|0898-66812039|符永强|经理
汕头市潮阳凯达文具有限公司|凯达文具|southChina|manufacturing|c|sales1|cod|40000|汕头市潮阳区谷饶镇深汕路口工业区|0754-87623911|蔡晓纯|采购员
江门市新会中集木业配套有限公司|中集配套|southChina|manufacturing|b|sales1|monthly|200000|江门市新会区大泽镇创新路3号|0750-6891577|谭锦荣|采购经理
清远市北江陶瓷设备有限公司|北江陶机|southChina|manufacturing|c|sales1|net30|100000|清远市清城区源潭镇陶瓷工业城内|0763-3602418|邓志刚|设备主管
上海申浦自动化科技有限公司|申浦自动化|eastChina|manufacturing|a|sales2|net30|900000|上海市松江区新桥镇新飞路1500号|021-57685230|顾晓东|采购总监
苏州工业园区锐恒机器人有限公司|锐恒机器人|eastChina|manufacturing|a|sales2|net60|1000000|苏州工业园区唯亭街道展业路8号|0512-62871390|沈佳怡|采购经理
昆山市宏远模具有限公司|宏远模具|eastChina|manufacturing|b|sales2|monthly|300000|昆山市玉山镇城北中路1288号|0512-57780461|徐立新|厂长
无锡太湖泵阀有限公司|太湖泵阀|eastChina|manufacturing|b|sales2|net30|350000|无锡市滨湖区胡埭工业园刘闾路29号|0510-85591203|蒋卫东|采购部长
常州市天宁常发农机配件厂|常发农机|eastChina|manufacturing|c|sales2|monthly|120000|常州市天宁区郑陆镇工业集中区|0519-88731620|殷建平|采购员
南京江北新区金陵风电有限公司|金陵风电|eastChina|manufacturing|a|sales2|net60|1200000|南京市江北新区研创园团结路99号|025-58601877|王启明|物资主管
宁波镇海东钱紧固件有限公司|东钱紧固件|eastChina|trade|b|sales2|net30|280000|宁波市镇海区蛟川街道镇宁东路198号|0574-86370552|胡佩芳|业务主管
杭州萧山萧然钢构工程有限公司|萧然钢构|eastChina|construction|a|sales2|net60|700000|杭州市萧山区衙前镇衙南路77号|0571-82759316|俞国祥|项目总监
温州市瓯海正泰门窗五金厂|正泰门窗|eastChina|manufacturing|c|sales2|cod|60000|温州市瓯海区娄桥街道古岸头工业区|0577-86271934|叶建飞|老板
台州黄岩精工塑模有限公司|精工塑模|eastChina|manufacturing|b|sales2|monthly|220000|台州市黄岩区北城街道北院大道55号|0576-84292718|卢文军|采购经理
嘉兴市秀洲光伏支架有限公司|秀洲光伏|eastChina|manufacturing|a|sales2|net60|850000|嘉兴市秀洲区油车港镇正阳东路263号|0573-83521807|钟雅琴|供应链主管
合肥庐阳科工仪器有限公司|科工仪器|eastChina|manufacturing|b|sales2|net30|240000|合肥市庐阳区工业园区汲桥路31号|0551-65661290|方志华|采购主管
芜湖市鸠江新能汽配有限公司|新能汽配|eastChina|manufacturing|b|sales2|net60|450000|芜湖市鸠江区经济开发区凤鸣湖北路16号|0553-5841732|汪海涛|采购经理
绍兴柯桥纺机专件有限公司|柯桥纺机|eastChina|manufacturing|c|sales2|monthly|150000|绍兴市柯桥区齐贤街道山南村工业园|0575-84136097|陶国芳|采购
扬州邗江瘦西湖园林工程有限公司|瘦西湖园林|eastChina|construction|c|sales2|prepaid||扬州市邗江区维扬路368号|0514-87632145|高小青|材料员
徐州淮海重工配套有限公司|淮海重工|eastChina|manufacturing|a|sales2|net60|780000|徐州市经济技术开发区驮蓝山路21号|0516-87793650|孟庆华|物资部长
连云港港务机械维修有限公司|港务机修|eastChina|services|b|sales2|net30|180000|连云港市连云区中山路港区内3号库|0518-82385514|孙立军|维修主任
济南泉城轨道装备有限公司|泉城轨道|eastChina|manufacturing|a|sales2|net60|900000|济南市历城区工业北路303号|0531-88691026|赵文浩|采购经理
青岛胶州海港钢结构有限公司|海港钢构|eastChina|construction|b|sales2|net60|420000|青岛市胶州市胶东街道办事处扬州西路12号|0532-87223619|于晓明|项目经理
烟台莱山葡园食品机械有限公司|葡园食机|eastChina|manufacturing|c|sales2|monthly|130000|烟台市莱山区盛泉工业园明达西路5号|0535-6922810|曲丽娜|采购员
潍坊市鲁动柴油机配件有限公司|鲁动配件|eastChina|manufacturing|b|sales2|net30|310000|潍坊市坊子区崇文街69号|0536-7663028|韩志勇|采购主管
南昌赣江电梯工程有限公司|赣江电梯|eastChina|services|b|sales2|net30|200000|南昌市青山湖区昌东工业区昌东大道8068号|0791-88162371|熊建华|工程部经理
北京京西数控设备有限公司|京西数控|northChina|manufacturing|a|saleslead|net30|650000|北京市丰台区王佐镇西王佐村东工业区|010-83317226|马学军|采购经理
北京中关村云桥科技有限公司|云桥科技|northChina|services|b|saleslead|net30|200000|北京市海淀区西北旺东路10号院软件园二期|010-62987015|宋佳|行政主管
天津滨海新区津港物流设备有限公司|津港物流|northChina|services|b|sales2|net60|380000|天津市滨海新区塘沽海洋高新区宝山道56号|022-66286930|田志刚|设备经理
天津市西青华北电缆有限公司|华北电缆|northChina|manufacturing|b|sales2|monthly|260000|天津市西青区中北镇阜盛道11号|022-27396182|郝秀英|采购主管
石家庄冀中能源机械有限公司|冀中机械|northChina|manufacturing|a|saleslead|net60|800000|石家庄市高新区长江大道238号|0311-85098811|贾伟|物资处长
唐山市曹妃甸钢铁辅料有限公司|曹妃甸辅料|northChina|trade|c|sales2|cod|100000|唐山市曹妃甸区工业区钢铁电力园区|0315-8829056|刘宝山|经理
保定长城橡塑制品有限公司|长城橡塑|northChina|manufacturing|b|sales2|monthly|230000|保定市清苑区发展西街176号|0312-7952860|张秀兰|采购员
太原并州煤机维修有限公司|并州煤机|northChina|services|b|saleslead|net60|330000|太原市小店区高新街创业街19号|0351-7028163|武建军|维修部长
呼和浩特市敕勒川乳业设备有限公司|敕勒川设备|northChina|manufacturing|c|saleslead|net30|160000|呼和浩特市和林格尔县盛乐经济园区|0471-7390185|云娜|采购员
包头北方稀土工程有限公司|北方稀土工程|northChina|construction|b|saleslead|net60|360000|包头市昆都仑区黄河大街83号|0472-5966102|杨海龙|项目经理
武汉东湖光谷激光设备有限公司|光谷激光|centralChina|manufacturing|a|sales1|net30|720000|武汉市东湖高新区流芳园横路1号|027-87581930|彭晓峰|采购经理
武汉汉阳长江船厂配套公司|长江船配|centralChina|manufacturing|b|sales1|net60|340000|武汉市汉阳区鹦鹉大道619号|027-84813052|余明亮|采购部长
襄阳市东风路汽车零部件有限公司|东风路汽配|centralChina|manufacturing|b|sales1|net60|400000|襄阳市高新区邓城大道49号|0710-3332186|程国庆|采购主管
宜昌三峡水电安装有限公司|三峡安装|centralChina|construction|a|sales1|net60|680000|宜昌市西陵区发展大道97号|0717-6451029|杜国华|物资部经理
长沙星沙工程机械服务有限公司|星沙机械|centralChina|services|b|sales1|net30|280000|长沙市长沙县星沙街道开元东路126号|0731-84016273|谢文辉|服务经理
株洲市田心轨道配件厂|田心轨配|centralChina|manufacturing|b|sales1|monthly|260000|株洲市石峰区田心高科园中车大道8号|0731-28448190|罗小红|采购员
湘潭电机绝缘材料有限公司|湘潭绝缘|centralChina|manufacturing|c|sales1|monthly|110000|湘潭市岳塘区书院路18号|0731-52376021|贺志平|采购
郑州航空港智造科技有限公司|航空港智造|centralChina|manufacturing|a|sales1|net30|620000|郑州市航空港区新港大道与人民路交叉口|0371-86190327|石磊|采购经理
洛阳伊川轴承销售有限公司|伊川轴承|centralChina|trade|b|sales1|prepaid||洛阳市伊川县产业集聚区鹤鸣路6号|0379-68330918|牛建国|总经理
新乡市牧野起重设备有限公司|牧野起重|centralChina|manufacturing|c|sales1|net30|140000|新乡市牧野区北环路与荣校路交叉口|0373-3686205|冯玉梅|采购员
成都双流航发零部件有限公司|航发零部件|southwest|manufacturing|a|saleslead|net60|950000|成都市双流区西航港街道腾飞四路2号|028-85730261|蒲俊杰|采购总监
成都青白江铁路物资有限公司|青白江物资|southwest|trade|b|saleslead|net30|300000|成都市青白江区城厢镇香岛大道1509号|028-83667014|唐丽|业务经理
重庆两江摩配有限公司|两江摩配|southwest|manufacturing|b|saleslead|monthly|270000|重庆市北碚区水土街道方正大道28号|023-63150872|冉启华|采购经理
重庆江津德感食品机械厂|德感食机|southwest|manufacturing|c|saleslead|cod|70000|重庆市江津区德感工业园长江路11号|023-47583920|向小平|老板
绵阳涪城电子元件有限公司|涪城电子|southwest|manufacturing|b|saleslead|net30|220000|绵阳市涪城区金家林总部经济试验区|0816-2486135|何雪松|采购主管
贵阳观山湖大数据机房工程有限公司|观山湖工程|southwest|construction|b|saleslead|net60|310000|贵阳市观山湖区长岭北路6号|0851-84721960|龙文静|项目经理
遵义市播州酒业设备有限公司|播州酒机|southwest|manufacturing|c|saleslead|net30|120000|遵义市播州区龙坑街道共青大道|0851-27230581|陆远|设备科长
昆明呈贡高原光电有限公司|高原光电|southwest|manufacturing|b|saleslead|net30|250000|昆明市呈贡区信息产业园林溪路188号|0871-65910237|普建芬|采购员
曲靖市麒麟锌业维修有限公司|麒麟维修|southwest|services|c|saleslead|monthly|90000|曲靖市麒麟区翠峰街道环西路45号|0874-3318062|保文昌|机修主任
西安高新区秦岭航空工具有限公司|秦岭航具|northwest|manufacturing|a|saleslead|net60|560000|西安市高新区锦业二路87号|029-88330516|雷鹏飞|采购经理
西安未央渭河热力工程有限公司|渭河热力|northwest|construction|b|saleslead|net60|300000|西安市未央区凤城十二路16号|029-86520973|惠建民|物资主管
宝鸡陈仓钛材加工有限公司|陈仓钛材|northwest|manufacturing|b|saleslead|net30|320000|宝鸡市陈仓区科技工业园区钛城路5号|0917-6251830|白小军|厂长
兰州七里河石化检修有限公司|七里河检修|northwest|services|b|saleslead|net60|280000|兰州市七里河区西津西路358号|0931-2335107|魏国平|检修经理
银川贺兰山风机服务有限公司|贺兰山风机|northwest|services|c|saleslead|net30|130000|银川市西夏区宁朔北街同心北路交汇处|0951-8617902|马金花|采购
乌鲁木齐天山矿山机械有限公司|天山矿机|northwest|manufacturing|b|saleslead|prepaid||乌鲁木齐市头屯河区八钢街道祥云西街|0991-3892064|阿力木|物资经理
沈阳铁西重型锻压有限公司|铁西锻压|northeast|manufacturing|a|sales2|net60|640000|沈阳市铁西区开发大路16号|024-25871930|佟志伟|采购部长
大连金州海洋工程装备有限公司|金州海工|northeast|manufacturing|a|sales2|net60|880000|大连市金州区登沙河临港工业区|0411-87295018|曲洪涛|供应链经理
鞍山市千山冶金备件厂|千山冶金|northeast|manufacturing|c|sales2|monthly|110000|鞍山市千山区鞍郑路汪家峪村|0412-5231987|金永哲|经理
长春净月轨道客车配件有限公司|净月轨配|northeast|manufacturing|b|sales2|net60|370000|长春市净月区聚业大街2599号|0431-84536201|朴英子|采购主管
哈尔滨松北冰雪设备有限公司|松北冰雪|northeast|services|c|sales2|cod|60000|哈尔滨市松北区世茂大道177号|0451-88106359|高志新|经理
香港启德贸易有限公司|启德贸易|overseas|trade|b|saleslead|prepaid||香港九龙观塘区鸿图道52号百本中心8楼|00852-23416087|Jason Wong|Purchasing Manager
越南平阳永福机械有限公司|永福机械|overseas|manufacturing|b|saleslead|prepaid||越南平阳省土龙木市美福工业区D4路|0084-2743553816|阮文海|采购经理
`

/** One customer a line, in the order of `columns`. */
export const demoCustomers: readonly DemoCustomer[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const cells = line.split('|')
    return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])) as unknown as DemoCustomer
  })
