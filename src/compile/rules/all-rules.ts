import { aggregatesRule } from './aggregates-rule.js'
import { effectsRule } from './effects-rule.js'
import { expressionsRule } from './expressions-rule.js'
import { fieldsRule } from './fields-rule.js'
import { formulasRule } from './formulas-rule.js'
import { grantsRule } from './grants-rule.js'
import { labelsRule } from './labels-rule.js'
import { ledgersRule } from './ledgers-rule.js'
import { namesRule } from './names-rule.js'
import { noticesRule } from './notices-rule.js'
import { othersRule } from './others-rule.js'
import { policiesRule } from './policies-rule.js'
import { relationsRule } from './relations-rule.js'
import { reportsRule } from './reports-rule.js'
import { rowWidthRule } from './row-width-rule.js'
import type { Rule } from './rule.js'
import { rulesRule } from './rules-rule.js'
import { screensRule } from './screens-rule.js'
import { secretsRule } from './secrets-rule.js'
import { titleRule } from './title-rule.js'
import { workflowRule } from './workflow-rule.js'

/** The rules; adding one is adding a file and a line. */
export const allRules: readonly Rule[] = [
  namesRule,
  labelsRule,
  titleRule,
  relationsRule,
  fieldsRule,
  rowWidthRule,
  formulasRule,
  aggregatesRule,
  expressionsRule,
  rulesRule,
  secretsRule,
  workflowRule,
  effectsRule,
  grantsRule,
  screensRule,
  reportsRule,
  ledgersRule,
  othersRule,
  noticesRule,
  policiesRule,
]
