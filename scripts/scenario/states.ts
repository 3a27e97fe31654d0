/** The states of the contracts' enumerations, in their order. */
export const states = {
  member: ["None", "Applicant", "Active", "Resigned", "Expelled"],
  pledge: ["None", "Live", "Ended", "Closed"],
  chain: ["None", "Proposed", "Active", "Closed", "Dissolved"],
  stage: [
    "None",
    "Waiting",
    "Open",
    "Delivered",
    "Claimed",
    "Disputed",
    "Drawing",
    "Remedy",
    "Closed",
  ],
  closing: ["Accepted", "Ruled", "Settled", "Cancelled", "Lapsed"],
  claim: ["None", "Default", "Defect", "Obstruction", "EarlyBreach"],
  dispute: ["None", "Filed", "Voting", "Ruled", "Appealed", "Final", "Closed"],
} as const;
