/** The themes of talk between buyer and rep, each with the words that people have for it. */

/** One theme a line; a word belongs to one theme. */
const THEMES = `
price cost costs money expensive pricey dear overpriced quote quotation figure 价 价格 价钱 报价 贵 多少钱 什么价 嫌贵 钱
cheaper lower discount reduce less percent cent 便宜 降价 优惠 打折 降 让价 折扣 几个点 个点 点
budget funds afford spend spent 预算 经费 没钱
supplier vendor provider someone somebody company 供应商 厂家 厂商
competitor rival others another else 别家 别人 另一家 人家 其他家 同行
maker manufacturer oem 原厂 制造商
boss manager management director upstairs chief superior 领导 老板 上头 上面 上级
decide decision decides authority 决定 做主 拍板 说了算 定不了
approve approved approval sign signed signature 批 审批 批准 签字 签
purchasing procurement purchase 采购 采购部
tender tenders bid bids bidding rfp 招标 投标 招投标
board committee 班子 会上 上会 开会讨论
lawyer lawyers legal counsel 法务 律师
liability liable damage damages responsible 赔偿 责任 赔 全赔
guarantee guarantees guaranteed promise assure 保证 担保 打包票 敢保
warranty 保修 质保
late later long delay delayed slow sooner faster 慢 晚 迟
deliver delivery lead shipment 交货 交期 货期 供货
pay payment payments invoice paid 付款 付 账期 回款 货款
advance upfront front prepayment deposit down 预付 预付款 定金 首付
busy time meeting minutes 没空 忙 没时间 开会 空
email mail brochure material information leaflet 资料 邮箱 邮件 样本
phone number contact 电话 号码 联系方式
interested interest 兴趣 需要 需求
change switch replace 换 更换 改
work works worked run runs fine ok satisfied 好好的 挺好 没问题 满意 正常
repair fix fixed mend maintenance 修 维修 修理
ourselves internal internally inhouse house own crew technicians engineers 自己 自家 内部 自己人
reference references customers case 案例 业绩 客户
tried try experience 试 试过
think consider considering 考虑 想想 研究 商量
prefer prefers prefer favour favourite likes 看好 倾向 中意 属意
small size tiny 小 规模
know heard unknown 听说 听过 知道 认识
stop shutdown standstill downtime production 停 停机 停产 停工
fail fails failed wrong fault 失败 没效果 出问题 不行
same alike difference different 一样 差不多 区别 不同
priority priorities urgent important 急 要紧 重点 优先
talk speak ask tell 找 问 谈
come came show showed appear arrive 没来 来人 到场
做过 干过 搞过 弄过
timing moment 时机 时候 合适
best lowest final bottom floor 最低 底价 底线
`;

/** @type {Map<string, number>} */
const known = new Map();
THEMES.trim()
  .split("\n")
  .forEach((line, n) => line.split(" ").forEach((word) => known.set(word, n + 1)));

/**
 * The number of a word's theme.
 * @param {string} word
 */
export function themeOf(word) {
  return known.get(word);
}
