import type { Address } from "../model/address.ts";
import type { Change, FieldChange } from "../model/change.ts";
import { fill, type OutputRef, outputRefs } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { differInCase } from "../model/natural-key.ts";
import type { AccountKey } from "../model/place.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { topological } from "../model/topological.ts";
import { fieldDifferences } from "./fields.ts";
import { DIFF_FINDINGS, type DiffFindingCode } from "./findings.ts";
import { leftovers } from "./leftovers.ts";
import { indexLive, type Match, matchOf } from "./match.ts";

export interface DiffRequest {
  readonly resources: readonly Resource[];
  readonly live: readonly Live[];
  readonly shapes: ReadonlyMap<KindName, Shape>;
  /** Accounts that could not be looked into: nothing in them is compared. */
  readonly unobserved: ReadonlySet<AccountKey>;
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** What the health of live things is judged by. */
  readonly now: Date;
  /** The addresses of what may go although its kind goes only with a consent. Default: none. */
  readonly released?: ReadonlySet<string>;
}

export interface Difference {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** The resources of the file with everything filled in that is known, in the order of their needs. */
  readonly wished: readonly Resource[];
  /** What in AWS each resource is, where there is something. */
  readonly matched: ReadonlyMap<Address, Live>;
  /** The resources about which nothing can be done now, whatever they differ in. The findings say why. */
  readonly held: ReadonlySet<Address>;
}

/** Compares what the file wishes for with what stands in AWS. Calls nothing. */
export function diff(request: DiffRequest): Difference {
  const { live, shapes, unobserved } = request;
  const index = indexLive(live, shapes);
  const movedFrom = new Map(request.moved.map(({ from, to }) => [to as Address, from as Address]));
  const matched = new Map<Address, Live>();
  const wished: Resource[] = [];
  const changes: Change[] = [];
  const findings: Finding[] = [];
  const blocked = new Map<Address, Blocked>();
  const held = new Set<Address>();
  const known = ({ address, output }: OutputRef) => matched.get(address)?.outputs[output];
  for (const resource of inOrder(request.resources)) {
    const shape = shapes.get(resource.kind) as Shape;
    const properties = shape.normal(fill(resource.properties, known) as JsonObject);
    const filled = { ...resource, properties };
    wished.push(filled);
    const blocker = blockerOf(filled, blocked);
    if (blocker !== null) {
      blocked.set(resource.address, { ...blocker, resource: filled });
      held.add(resource.address);
      continue;
    }
    if (unobserved.has(resource.place.account)) {
      held.add(resource.address);
      continue;
    }
    const match = matchOf(filled, shape, index, movedFrom);
    if (match.is === "ours" || match.is === "unowned") {
      matched.set(resource.address, match.live);
    } else if (match.is !== "missing") {
      blocked.set(resource.address, { resource: filled, by: filled });
    }
    const verdict = compare(filled, shape, match);
    if (verdict.changes.length === 0 && verdict.findings.length > 0) {
      held.add(resource.address);
    }
    changes.push(...verdict.changes);
    findings.push(...verdict.findings, ...ailments(filled, shape, match, request.now));
  }
  const leftOut = [...blocked.values()].map(({ resource }) => resource);
  const rest = leftovers({ live, shapes, matched, wished, changes, leftOut, released: request.released ?? new Set() });
  return {
    changes: [...changes, ...rest.changes],
    findings: [...findings, ...waiting(blocked.values()), ...rest.findings],
    wished,
    matched,
    held,
  };
}

/** A resource about which nothing is done because of one, perhaps itself, that cannot be told in AWS or is not ours. */
interface Blocked {
  readonly resource: Resource;
  readonly by: Resource;
}

/** What blocks a resource: the account it lives in, or something whose id it needs. */
function blockerOf(
  { place, properties }: Resource,
  blocked: ReadonlyMap<Address, Blocked>,
): Pick<Blocked, "by"> | null {
  const home = [...blocked.values()].find(({ resource }) => resource.accountKey === place.account);
  const [needed] = outputRefs(properties).flatMap(({ address }) => blocked.get(address) ?? []);
  return home ?? needed ?? null;
}

/** What is left out because of each blocked resource. */
function waiting(blocked: Iterable<Blocked>): Finding[] {
  const waiters = new Map<Resource, Address[]>();
  for (const { resource, by } of blocked) {
    if (resource !== by) {
      waiters.set(by, [...(waiters.get(by) ?? []), resource.address]);
    }
  }
  return [...waiters].map(([by, addresses]) =>
    warning(by, "needs-what-is-blocked", {
      detail: `Left out, because they need ${by.address}: ${addresses.join(", ")}.`,
      fix: `Put right what is said about ${by.address}, then run again.`,
    }),
  );
}

function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const sorted = topological(
    resources,
    ({ address }) => address,
    ({ needs }) => needs,
  );
  if ("cycle" in sorted) {
    throw new Error(`Resources need each other in a circle: ${sorted.cycle.map(({ address }) => address).join(" → ")}`);
  }
  return sorted.order;
}

interface Verdict {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
}

function compare(to: Resource, shape: Shape, match: Match): Verdict {
  switch (match.is) {
    case "missing":
      return { changes: [{ action: "create", to }], findings: [] };
    case "ambiguous":
      return { changes: [], findings: [warning(to, "two-claim-one-address", ambiguity(to, match.live))] };
    case "taken":
      return taken(to, shape, match.live);
    case "ours":
    case "unowned":
      return compareFields(to, shape, match.live, match.is === "unowned" || match.movedFrom !== null);
  }
}

/** What the file wishes for may be set up as it should be and still not work. */
function ailments(to: Resource, shape: Shape, match: Match, now: Date): Finding[] {
  if (match.is !== "ours" && match.is !== "unowned") {
    return [];
  }
  const remarks = shape.health?.(match.live, now) ?? [];
  return remarks.map(({ code, ...words }) => warning(to, code as DiffFindingCode, words));
}

/** @param claim whether our tags have to be put on it, even if nothing else differs */
function compareFields(to: Resource, shape: Shape, live: Live, claim: boolean): Verdict {
  const hindrance = shape.hindrance?.(live) ?? null;
  if (hindrance !== null) {
    const { code, severity, detail, fix } = hindrance;
    return { changes: [], findings: [{ ...finding(to, code as DiffFindingCode, { detail, fix }), severity }] };
  }
  const { vitals: _, ...from } = live;
  const differences = fieldDifferences(shape, from.properties, to.properties);
  const findings = differences
    .filter(({ rule }) => rule.rule === "immutable")
    .map(({ field, rule }) =>
      field.path === "/name" && differInCase(field.before, field.after)
        ? finding(to, "name-differs-in-case", otherSpelling(to, shape, field))
        : finding(to, "immutable-field", immutable(to, shape, field, rule.why ?? "")),
    );
  const changeable = differences.filter(({ rule }) => rule.rule !== "immutable");
  const fields = changeable.map(({ field }) => field);
  if (claim) {
    return { changes: [{ action: "adopt", from, to, fields }], findings };
  }
  if (fields.length === 0) {
    return { changes: [], findings };
  }
  const action = changeable.some(({ rule }) => rule.moves === true) ? "move" : "update";
  return { changes: [{ action, from, to, fields }], findings };
}

function immutable(to: Resource, shape: Shape, field: FieldChange, why: string) {
  const [before, after] = [JSON.stringify(field.before), JSON.stringify(field.after)];
  return {
    detail: `${to.address}: ${field.path} of the ${shape.noun} is ${before} in AWS and ${after} in the file.`,
    fix: why,
  };
}

function otherSpelling(to: Resource, { noun }: Shape, { before, after }: FieldChange) {
  return {
    detail: `${to.address}: the ${noun} is called ${before} in AWS and ${after} in the file. AWS takes both for one name and keeps the first.`,
    fix: `Write ${before} again, or give the new one a name that differs in more than case.`,
  };
}

function ambiguity(to: Resource, live: readonly Live[]) {
  return {
    detail: `${live
      .map(({ id }) => id)
      .sort()
      .join(" and ")} both carry the tag orgwright:address = ${to.address}. Nothing is done about either.`,
    fix: "Take the tags orgwright:address and orgwright:organization off the one that is not meant, then run again.",
  };
}

function taken(to: Resource, shape: Shape, live: Live): Verdict {
  const what = `The ${shape.noun} ${shape.label(live.properties)} (${live.id})`;
  if (live.owner.is === "other") {
    return refuse(to, "owned-by-another-organization", {
      detail: `${what}, wished for as ${to.address}, is tagged as belonging to the organization file "${live.owner.name}".`,
      fix: "If it shall belong to this file, take its orgwright:* tags off: the next plan adopts it. Else give yours another name.",
    });
  }
  const address = live.owner.is === "us" ? live.owner.address : "";
  return refuse(to, "owned-by-another-address", {
    detail: `${what}, wished for as ${to.address}, is already ${address}.`,
    fix: `If it was renamed in the file, add \`moved: [{ from: ${address}, to: ${to.address} }]\`.`,
  });
}

function refuse(to: Resource, code: DiffFindingCode, words: { detail: string; fix: string }): Verdict {
  return { changes: [], findings: [finding(to, code, words)] };
}

function finding(to: Resource, code: DiffFindingCode, words: { detail: string; fix: string }): Finding {
  return { code, severity: "error", summary: DIFF_FINDINGS[code], ...words, at: to.declaredAt };
}

function warning(to: Resource, code: DiffFindingCode, words: { detail: string; fix: string }): Finding {
  return { ...finding(to, code, words), severity: "warning" };
}
