import type { Area, Definitions } from '#define'
import { jobs } from '../jobs/index.js'
import { orderSync } from './connectors/order-sync.js'
import { contact } from './crm/contact.js'
import { customer } from './crm/customer.js'
import { company } from './finance/company.js'
import { exposureOfCustomer } from './invariants/exposure-of-customer.js'
import { issuedIsShipped } from './invariants/issued-is-shipped.js'
import { nothingHeldForEndedOrders } from './invariants/nothing-held-for-ended-orders.js'
import { onHandIsMovesOfProduct } from './invariants/on-hand-is-moves-of-product.js'
import { onHandIsMovesOfWarehouse } from './invariants/on-hand-is-moves-of-warehouse.js'
import { reservationHasLine } from './invariants/reservation-has-line.js'
import { reservedIsReservationsOfProduct } from './invariants/reserved-is-reservations-of-product.js'
import { reservedIsReservationsOfWarehouse } from './invariants/reserved-is-reservations-of-warehouse.js'
import { reservedOfLine } from './invariants/reserved-of-line.js'
import { reservedWithinOnHand } from './invariants/reserved-within-on-hand.js'
import { shippedWithinOrdered } from './invariants/shipped-within-ordered.js'
import { totalOfOrder } from './invariants/total-of-order.js'
import { category } from './inventory/category.js'
import { product } from './inventory/product.js'
import { stock } from './inventory/stock.js'
import { stockAdjustment } from './inventory/stock-adjustment.js'
import { stockAdjustmentLine } from './inventory/stock-adjustment-line.js'
import { stockBalance } from './inventory/stock-balance.js'
import { stockMove } from './inventory/stock-move.js'
import { stockReservation } from './inventory/stock-reservation.js'
import { unit } from './inventory/unit.js'
import { warehouse } from './inventory/warehouse.js'
import { nobodyReadsOrdersByDesigning } from './policies/nobody-reads-orders-by-designing.js'
import { repReadsNoCost } from './policies/rep-reads-no-cost.js'
import { repReadsNoMargin } from './policies/rep-reads-no-margin.js'
import { warehouseReadsNoPrice } from './policies/warehouse-reads-no-price.js'
import { warehouseShipsWithoutPrices } from './policies/warehouse-ships-without-prices.js'
import { deliveryNote } from './prints/delivery-note.js'
import { orderConfirmation } from './prints/order-confirmation.js'
import { supplier } from './purchasing/supplier.js'
import { salesByCustomer } from './reports/sales-by-customer.js'
import { salesByDay } from './reports/sales-by-day.js'
import { salesByProduct } from './reports/sales-by-product.js'
import { stockOnHand } from './reports/stock-on-hand.js'
import { accountant as accountantRole } from './roles/accountant.js'
import { admin as adminRole } from './roles/admin.js'
import { designer as designerRole } from './roles/designer.js'
import { manager as managerRole } from './roles/manager.js'
import { platform as platformRole } from './roles/platform.js'
import { purchaser as purchaserRole } from './roles/purchaser.js'
import { salesLead as salesLeadRole } from './roles/sales-lead.js'
import { salesRep as salesRepRole } from './roles/sales-rep.js'
import { warehouse as warehouseRole } from './roles/warehouse.js'
import { order } from './sales/order.js'
import { orderLine } from './sales/order-line.js'
import { shipment } from './sales/shipment.js'
import { shipmentLine } from './sales/shipment-line.js'
import { department } from './system/department.js'
import { notification } from './system/notification.js'
import { role } from './system/role.js'
import { roleAssignment } from './system/role-assignment.js'
import { user } from './system/user.js'

/** Groups of the navigation, in their order. */
const areas: readonly Area[] = [
  { name: 'sales', label: { zh: '销售', en: 'Sales' } },
  { name: 'crm', label: { zh: '客户', en: 'Customers' } },
  { name: 'inventory', label: { zh: '库存', en: 'Inventory' } },
  { name: 'purchasing', label: { zh: '采购', en: 'Purchasing' } },
  { name: 'finance', label: { zh: '财务', en: 'Finance' } },
  { name: 'system', label: { zh: '系统', en: 'System' } },
]

/** The company: every definition there is. */
export const definitions: Definitions = {
  areas,
  resources: [
    customer,
    contact,
    order,
    orderLine,
    shipment,
    shipmentLine,
    product,
    stockBalance,
    stockMove,
    stockReservation,
    stockAdjustment,
    stockAdjustmentLine,
    warehouse,
    category,
    unit,
    supplier,
    company,
    user,
    role,
    roleAssignment,
    department,
    notification,
  ],
  roles: [salesRepRole, salesLeadRole, warehouseRole, purchaserRole, accountantRole, managerRole, designerRole, adminRole, platformRole],
  ledgers: [stock],
  reports: [salesByCustomer, salesByDay, salesByProduct, stockOnHand],
  connectors: [orderSync],
  prints: [deliveryNote, orderConfirmation],
  jobs,
  policies: [nobodyReadsOrdersByDesigning, repReadsNoCost, repReadsNoMargin, warehouseReadsNoPrice, warehouseShipsWithoutPrices],
  invariants: [
    exposureOfCustomer,
    issuedIsShipped,
    nothingHeldForEndedOrders,
    onHandIsMovesOfProduct,
    onHandIsMovesOfWarehouse,
    reservationHasLine,
    reservedIsReservationsOfProduct,
    reservedIsReservationsOfWarehouse,
    reservedOfLine,
    reservedWithinOnHand,
    shippedWithinOrdered,
    totalOfOrder,
  ],
}
