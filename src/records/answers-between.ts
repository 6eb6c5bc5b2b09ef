/** What stands between the answers of a transition in the trail. */
export const answersBetween = ' · '
