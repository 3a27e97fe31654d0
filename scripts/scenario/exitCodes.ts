/** What `npm start` ends with. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  badScenario: 3,
  stepFailed: 4,
  notConserved: 5,
} as const;
