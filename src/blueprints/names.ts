import { closest } from "../model/closest.ts";
import type { Finding } from "../model/finding.ts";
import { type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import { draftsOfKind } from "./drafts.ts";
import { evaluateNode, type NodeScope } from "./evaluate-node.ts";
import { type Draft, type Expanding, KIND, type Workings } from "./expanding.ts";
import { placeInFile, problem } from "./findings.ts";
import type { Node } from "./node.ts";
import { originAt } from "./origins.ts";

/** Gives the scope in which a draft's templates stand. */
export type DraftScope = (draft: Draft) => NodeScope;

/**
 * The first pass: finds the paths of all units, the keys of all accounts and the organization itself, so that whatever
 * is worked out later can name them.
 */
export function collectNames(expanding: Expanding, workings: Workings, scopeOf: DraftScope): void {
  const special: readonly string[] = [KIND.organization, KIND.unit, KIND.account];
  for (const instance of expanding.instances.values()) {
    for (const declaration of instance.blueprint.resources.values()) {
      if (special.includes(declaration.kind) && workings.drafts(instance, declaration) === null) {
        expanding.namesAreIncomplete = true;
      }
    }
  }
  for (const draft of draftsOfKind(expanding, KIND.unit)) {
    collectUnit(draft, expanding, scopeOf);
  }
  for (const draft of draftsOfKind(expanding, KIND.account)) {
    collectAccount(draft, expanding);
  }
  if (!expanding.namesAreIncomplete) {
    expanding.findings.push(...settingsForNobody(expanding));
  }
}

/** What an account is called in the file: its `forEach` key, else its instance's name or the resource's own. */
export function accountKeyOf({ key, instance, declaration }: Draft): AccountKey {
  return key ?? (declaration.name === "account" ? instance.name : declaration.name);
}

function collectUnit(draft: Draft, expanding: Expanding, scopeOf: DraftScope): void {
  const node = memberNode(draft.declaration.properties, "path");
  const { value, origins, findings } = node === null ? NO_PATH : evaluateNode(node, scopeOf(draft));
  expanding.findings.push(...findings);
  if (typeof value !== "string") {
    expanding.namesAreIncomplete = true;
    return;
  }
  const first = expanding.unitAddresses.get(value);
  if (first !== undefined) {
    const detail = `\`${draft.address}\` and \`${first}\` are both the organizational unit \`${value}\`.`;
    const at = originAt(origins, "", draft.declaration.at);
    expanding.findings.push(problem("duplicate-resource", at, { detail, fix: "Remove one of the two." }));
    return;
  }
  expanding.unitAddresses.set(value, draft.address);
}

const NO_PATH = { value: undefined, origins: new Map(), findings: [] as readonly Finding[] };

function memberNode(node: Node, name: string): Node | null {
  const members = node.is === "map" ? node.members : [];
  const found = members.find(
    ({ name: { parts } }) => parts.length === 1 && parts[0]?.is === "text" && parts[0].text === name,
  );
  return found?.value ?? null;
}

function collectAccount(draft: Draft, expanding: Expanding): void {
  const key = accountKeyOf(draft);
  const at = draft.each?.origin?.("", "key") ?? draft.instance.use.at;
  const first = expanding.accountAddresses.get(key);
  if (key === MANAGEMENT) {
    const detail = `\`${draft.address}\` would be the account \`${key}\`, which always is the management account.`;
    expanding.findings.push(problem("reserved-account-key", at, { detail, fix: "Give it another key." }));
  } else if (first !== undefined) {
    const where = placeOfAccount(first, expanding);
    const detail = `\`${draft.address}\` and \`${first}\`${where} are both the account \`${key}\`.`;
    expanding.findings.push(problem("duplicate-account", at, { detail, fix: "Give one of them another key." }));
  } else {
    expanding.accountAddresses.set(key, draft.address);
  }
}

function placeOfAccount(address: string, expanding: Expanding): string {
  const draft = draftsOfKind(expanding, KIND.account).find((one) => one.address === address);
  const at: SourcePosition | undefined = draft?.each?.origin?.("", "key") ?? draft?.instance.use.at;
  return at === undefined ? "" : ` (${placeInFile(at)})`;
}

function settingsForNobody({ organization, accountAddresses }: Expanding): Finding[] {
  const nobody = [...organization.accounts].filter(([key]) => key !== MANAGEMENT && !accountAddresses.has(key));
  return nobody.map(([key, { at }]) =>
    problem("unknown-account", at, unknownAccount(key, [...accountAddresses.keys()])),
  );
}

/** What to say about an account's key that nothing makes. */
export function unknownAccount(key: string, known: readonly string[]) {
  const near = closest(key, known);
  const list = known.length === 0 ? "The file makes no accounts." : `There is ${[...known].sort().join(", ")}.`;
  return {
    detail: `No blueprint makes an account \`${key}\`.`,
    fix: near === null ? list : `Did you mean \`${near}\`?`,
  };
}
