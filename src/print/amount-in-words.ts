import Nzh from 'nzh'
import { decimalOf, formatDecimal, isDecimalText } from '../kernel/decimal.js'
import { InvalidError } from '../kernel/errors.js'

/**
 * An amount as it is written out on documents: `人民币壹仟肆佰零玖元伍角整`.
 * Rules: 正确填写票据和结算凭证的基本规定 (中国人民银行, 支付结算办法 附一): 人民币 without a gap before the amount, 整 after 元, allowed
 * after 角 and written here so that nothing can be added, none after 分; one 零 for several; 负 before the amount when negative.
 * @param amount  in yuan; more than two decimals are rounded half-up
 * @throws InvalidError `amount-in-words` when it is no decimal below 10¹⁶
 */
export function amountInWords(amount: string): string {
  if (!isDecimalText(amount) || decimalOf(amount).abs().greaterThanOrEqualTo('1e16')) throw notAnAmount(amount)
  const yuan = formatDecimal(decimalOf(amount), 2)
  return Nzh.cn.toMoney(yuan, { forceZheng: true })
}

function notAnAmount(amount: string): InvalidError {
  return new InvalidError(
    'amount-in-words',
    { zh: '金额无法转换为大写。', en: 'This amount cannot be written out.' },
    { details: { amount } },
  )
}
