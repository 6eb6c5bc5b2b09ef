import { useMemo, useState } from 'react'
import { currentUser } from '../api/session.js'
import type { Known, LiveContext } from '../model/live.js'
import type { Values } from '../model/model.js'
import { newRecordModel, screenModel } from '../model/model-store.js'
import { companyToday } from '../parts/company-day.js'
import { useStore } from '../parts/store.js'

export interface Live {
  readonly context: LiveContext
  readonly learn: (key: string, values: Values) => void
}

/** What formulas and rules read on this screen: the model, who acts, which day it is, and the records met so far. */
export function useLive(isNew: boolean): Live {
  const model = useStore(isNew ? newRecordModel : screenModel)
  const user = useStore(currentUser)
  const [known, setKnown] = useState<Known>(new Map())
  return useMemo(() => {
    const actor = { id: user.id, department: null, departments: [], roles: user.roles, warehouse: null }
    const context = { model, known, actor, today: companyToday() }
    return { context, learn: (key, values) => setKnown((before) => new Map(before).set(key, values)) }
  }, [model, user, known])
}
