// The demo's accounts, as `polder demo` makes and prints them.
export const PASSWORD = "polder demo polder";

export type Person = "learner" | "assessor" | "lead" | "lead2" | "reviewer" | "donor" | "partner" | "operator";

export function email(person: Person): string {
  return `${person}@demo.example`;
}
