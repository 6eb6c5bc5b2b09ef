import { innerWidth, lineHeight, type Sheet } from './paper.js'
import type { PrintView } from './print-view.js'

/** All styles of one document; classes only, since a style attribute would need `unsafe-inline`. */
export function htmlStyle(view: PrintView): string {
  return [pageStyle(view.sheet), textStyle(view), tableStyle(view), screenStyle(view.sheet)].join('\n')
}

function pageStyle(sheet: Sheet): string {
  return `@page { size: ${sheet.width}mm ${sheet.height}mm; margin: ${sheet.marginY}mm ${sheet.marginX}mm }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { color: #000; background: #fff; font-size: ${sheet.fontPt}pt; line-height: ${lineHeight(sheet).toFixed(3)}mm; font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", SimSun, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
.page { display: flex; flex-direction: column; width: ${innerWidth(sheet)}mm; min-height: ${sheet.height - 2 * sheet.marginY - 0.5}mm; break-after: page }
.page:last-of-type { break-after: auto }`
}

function textStyle(view: PrintView): string {
  const { sheet } = view
  return `.head { position: relative; height: ${sheet.headingHeight}mm; text-align: center }
.company { font-size: ${view.companyPt}pt; line-height: ${sheet.headingHeight * 0.4}mm }
h1 { font-size: ${view.titlePt}pt; line-height: ${sheet.headingHeight * 0.5}mm; font-weight: 700 }
.spaced { letter-spacing: 0.5em; margin-right: -0.5em }
.code { position: absolute; right: 0; top: 0; width: 48mm; text-align: right }
.code svg { display: block; width: 46mm; height: 8mm; margin-left: auto }
.copy { font-weight: 700; margin-top: 1mm }
.reprint { position: absolute; left: 0; top: 0; border: 0.3mm solid #000; padding: 0 1.5mm; font-weight: 700 }
.party { display: grid; grid-template-columns: repeat(3, 1fr); column-gap: 2mm; margin-bottom: 1.5mm }
.span2 { grid-column: span 2 } .span3 { grid-column: span 3 }
.label { white-space: nowrap }
.signatures { display: flex; column-gap: 4mm; break-inside: avoid }
.signature { display: flex; flex: 1 1 auto; align-items: flex-end; height: ${sheet.signatureHeight}mm; padding-bottom: 1mm }
.signature i { flex: 1; min-width: 6mm; border-bottom: 0.2mm solid #000 }
.terms { margin-top: 1mm; white-space: pre-line; break-inside: avoid }
.foot { display: flex; justify-content: space-between; align-items: flex-end; gap: 4mm; min-height: ${sheet.footerHeight}mm; margin-top: auto; font-size: ${sheet.fontPt - 1}pt }
.pages { white-space: nowrap }`
}

function tableStyle(view: PrintView): string {
  const { sheet } = view
  const widths = view.widths.map((width, index) => `.w${index} { width: ${width.toFixed(2)}mm }`).join(' ')
  return `table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 0.2mm solid #000; padding: ${sheet.cellPadding}mm 1mm; vertical-align: middle; text-align: left }
th { font-weight: 700; text-align: center }
.right { text-align: right } .center { text-align: center }
.blank td { height: ${(lineHeight(sheet) + 2 * sheet.cellPadding + 0.2).toFixed(2)}mm }
.total td { font-weight: 700 }
${widths}`
}

/** On the screen the pages lie on a desk; nothing of this is printed. */
function screenStyle(sheet: Sheet): string {
  return `@media screen {
  body { background: #e5e7eb; padding: 6mm 0 }
  .page { box-sizing: content-box; padding: ${sheet.marginY}mm ${sheet.marginX}mm; margin: 0 auto 6mm; background: #fff; box-shadow: 0 1px 4px rgb(0 0 0 / 0.3) }
}`
}
