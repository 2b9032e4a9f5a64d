import type { Finding } from "./finding.ts";
import type { PhysicalId } from "./live.ts";

/** What happens while a plan is applied. */
export type ApplyEvent = { readonly step: string } & (
  | { readonly state: "started" }
  | { readonly state: "waiting"; readonly because: string }
  | { readonly state: "done"; readonly id?: PhysicalId }
  | { readonly state: "failed"; readonly finding: Finding }
  | { readonly state: "skipped"; readonly because: string }
);
