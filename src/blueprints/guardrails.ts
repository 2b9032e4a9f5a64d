import { type Address, addressOf } from "../model/address.ts";
import { after } from "../model/deferred.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { ORGANIZATION_PLACE } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Guardrail } from "./blueprint.ts";
import { evaluateNode, type NodeScope } from "./evaluate-node.ts";
import { type Expanding, type Instance, KIND, type Made, type Workings } from "./expanding.ts";
import { placeInFile, problem } from "./findings.ts";
import { describeGuardrails, type GuardedStatement, statementsWithSids } from "./guardrail-texts.ts";
import { originAt } from "./origins.ts";
import { scopeAt } from "./scope.ts";
import { settle, type Wish } from "./settle.ts";

const POLICY_TYPES = { scp: "SERVICE_CONTROL_POLICY", rcp: "RESOURCE_CONTROL_POLICY" } as const;
const POLICY_VERSION = "2012-10-17";

/** The guardrails of one instance that share a group and are switched on. */
interface Group {
  readonly name: string;
  readonly instance: Instance;
  readonly guardrails: readonly [Guardrail, ...Guardrail[]];
}

/** One policy for every group of guardrails, and one attachment for each of its targets. */
export function makeGuardrails(instance: Instance, expanding: Expanding, workings: Workings): Made[] {
  return groupsOf(instance).flatMap((group) => makeGroup(group, expanding, workings));
}

function groupsOf(instance: Instance): Group[] {
  const groups = new Map<string, [Guardrail, ...Guardrail[]]>();
  for (const guardrail of instance.blueprint.guardrails) {
    if (guardrail.switch === null || instance.values[guardrail.switch] !== false) {
      const others = groups.get(guardrail.group);
      others?.push(guardrail);
      groups.set(guardrail.group, others ?? [guardrail]);
    }
  }
  return [...groups].map(([name, guardrails]) => ({ name, instance, guardrails }));
}

function makeGroup(group: Group, expanding: Expanding, workings: Workings): Made[] {
  const needs = new Set<Address>();
  const standpoint = { instance: group.instance, each: null, refersTo: (address: Address) => void needs.add(address) };
  const scope = scopeAt(expanding, standpoint, workings);
  const targets = targetsOf(group, scope, expanding);
  const statements = statementsOf(group, scope, expanding);
  const address = addressIn(group, "guardrail", group.name, expanding);
  if (targets === null || statements === null || address === null || statements.length === 0) {
    return [];
  }
  const policy = settleAs(KIND.policy, policyWish(group, address, statements, needs), expanding);
  const attachments = targets.flatMap((target) => attachmentWish(group, target, address, expanding) ?? []);
  return [policy, ...attachments.map((wish) => settleAs(KIND.attachment, wish, expanding))].flatMap((one) => one ?? []);
}

function settleAs(kind: string, wish: Wish, expanding: Expanding): Made | null {
  const shape = expanding.shapes.get(kind);
  if (shape !== undefined) {
    return settle(wish, shape, expanding);
  }
  const detail = `\`${wish.address}\` is of kind \`${kind}\`, which orgwright does not know here.`;
  expanding.findings.push(problem("unknown-kind", wish.at, { detail }));
  return null;
}

/** What a policy is to hang on, and where that is written: in the organization file where a parameter names it. */
interface Target {
  /** `root`, or the path of a unit. */
  readonly name: string;
  readonly at: SourcePosition;
}

/** The targets that all guardrails of the group name; null after a finding. */
function targetsOf({ name, guardrails }: Group, scope: NodeScope, { findings }: Expanding): readonly Target[] | null {
  const [first, ...others] = guardrails;
  const switches = guardrails.flatMap((one) => one.switch ?? []);
  const wanted = targetsOfOne(first, switches, scope, findings);
  for (const other of others) {
    const targets = targetsOfOne(other, switches, scope, findings);
    const differs = disagreement(first, other, wanted, targets);
    if (differs !== null) {
      const detail = `\`${first.id}\` (${placeInFile(first.at)}) and \`${other.id}\` are both in the group \`${name}\`, which makes one policy, and differ in ${differs}.`;
      const fix = `Give both the same ${differs}, or put one into another group.`;
      findings.push(problem("mixed-guardrail-group", other.at, { detail, fix }));
      return null;
    }
  }
  return wanted;
}

function disagreement(
  a: Guardrail,
  b: Guardrail,
  targetsOfA: readonly Target[] | null,
  targetsOfB: readonly Target[] | null,
): string | null {
  if (a.type !== b.type) {
    return "`type`";
  }
  if (a.order !== b.order) {
    return "`order`";
  }
  const isSame = targetsOfA === null || targetsOfB === null || namesOf(targetsOfA) === namesOf(targetsOfB);
  return isSame ? null : "`attach`";
}

function namesOf(targets: readonly Target[]): string {
  return targets.map(({ name }) => name).join("\n");
}

/** Sorted by name, each once. */
function targetsOfOne(
  { attach }: Guardrail,
  switches: readonly string[],
  scope: NodeScope,
  findings: Expanding["findings"],
): Target[] | null {
  const { value, origins, findings: found } = evaluateNode(attach, scope);
  findings.push(...found);
  if (value === undefined) {
    return null;
  }
  const targets: readonly Json[] = Array.isArray(value) ? value : [value];
  if (targets.length === 0 || targets.some((target) => typeof target !== "string")) {
    const detail = "Guardrails hang on `root`, on a unit by its path, or on a list of these that is not empty.";
    const off = switches.map((name) => `\`${name}: false\``).join(" and ");
    const fix = off === "" ? "Write at least one of them." : `Write at least one of them, or do without with ${off}.`;
    findings.push(problem("template-value", originAt(origins, "", attach.at), { detail, fix }));
    return null;
  }
  const names = [...new Set(targets.map(String))].sort();
  const pointerTo = (name: string) => (Array.isArray(value) ? `/${value.indexOf(name)}` : "");
  return names.map((name) => ({ name, at: originAt(origins, pointerTo(name), attach.at) }));
}

function statementsOf({ guardrails }: Group, scope: NodeScope, { findings }: Expanding): GuardedStatement[] | null {
  let isWhole = true;
  const statements = guardrails.flatMap(({ id, at, statements: node }) => {
    const { value, origins, findings: found } = evaluateNode(node, scope);
    findings.push(...found);
    isWhole &&= value !== undefined;
    return ((value ?? []) as readonly JsonObject[]).map((statement, index) => ({
      ...{ id, statement },
      positionOf: (pointer: string) => originAt(origins, `/${index}${pointer}`, at),
    }));
  });
  return isWhole ? statements : null;
}

function policyWish(
  { name, instance, guardrails }: Group,
  address: Address,
  statements: readonly GuardedStatement[],
  needs: ReadonlySet<Address>,
): Wish {
  const [{ type, order, at }] = guardrails;
  const written = {
    name: `${instance.name}-${name}`,
    type: POLICY_TYPES[type],
    description: describeGuardrails(guardrails),
    document: { Version: POLICY_VERSION, Statement: statementsWithSids(statements) },
    order,
  };
  const positionOf = (pointer: string) => {
    const [, index, rest = ""] = /^\/document\/Statement\/(\d+)(.*)$/s.exec(pointer) ?? [];
    return statements[Number(index)]?.positionOf(rest) ?? at;
  };
  return { ...wish(address, written, needs, at, instance), positionOf };
}

function attachmentWish(
  group: Group,
  { name: target, at }: Target,
  policy: Address,
  expanding: Expanding,
): Wish | null {
  const { name, instance, guardrails } = group;
  const [{ order }] = guardrails;
  const address = addressIn(group, "guardrail-attachment", `${name}/${target}`, expanding);
  const written = { policy: after(policy, "id"), target: target === "root" ? target : `ou:${target}`, order };
  return address === null ? null : wish(address, written, new Set([policy]), at, instance);
}

function wish(
  address: Address,
  written: JsonObject,
  needs: ReadonlySet<Address>,
  at: SourcePosition,
  { use }: Instance,
): Wish {
  return {
    address,
    place: ORGANIZATION_PLACE,
    written,
    needs,
    at,
    madeFor: at,
    declaredAt: use.at,
    positionOf: () => at,
  };
}

function addressIn({ instance, guardrails }: Group, resource: string, key: string, { findings }: Expanding) {
  const address = addressOf(instance.name, resource, key);
  if (address === null) {
    const detail = `\`${key}\` becomes part of the address \`${instance.name}/${resource}:${key}\` and cannot.`;
    const fix = "Use names of letters, digits and . _ @ + = - only, at most 64 between slashes and 256 in all.";
    findings.push(problem("illegal-key", guardrails[0].attach.at, { detail, fix }));
  }
  return address;
}
