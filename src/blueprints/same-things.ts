import type { Address } from "../model/address.ts";
import { after, fill, type Lookup } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { type Json, type JsonObject, pointerSegment, sameJson } from "../model/json.ts";
import { differInCase } from "../model/natural-key.ts";
import { placeName } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { type Expanding, KIND, type Made } from "./expanding.ts";
import { problem } from "./findings.ts";

/** Each thing once, and what is wrong where two resources are the same thing. */
export interface Distinct {
  readonly made: readonly Made[];
  readonly findings: readonly Finding[];
}

/**
 * Joins equal wishes for one setting into the first of them; whatever needs or refers to another then needs the first.
 * Two different wishes for one setting, and two resources of any other kind that are the same thing, are findings.
 */
export function joinSameThings(made: readonly Made[], shapes: Expanding["shapes"]): Distinct {
  const findings: Finding[] = [];
  const first = new Map<string, Made>();
  const aliases = new Map<Address, Address>();
  const kept: Made[] = [];
  const slips = new Set<string>();
  for (const one of made) {
    const shape = shapes.get(one.resource.kind);
    const identity = shape === undefined ? null : identityOf(one, shape);
    const other = identity === null ? undefined : first.get(identity);
    if (identity === null || other === undefined) {
      if (identity !== null) {
        first.set(identity, one);
      }
      kept.push(one);
    } else if (shape?.ownership === "place" && sameJson(one.resource.properties, other.resource.properties)) {
      aliases.set(one.resource.address, other.resource.address);
    } else {
      const slip = slipOf(one, other);
      if (slip === null) {
        findings.push(clash(one, other, shape));
      } else if (!slips.has(slip)) {
        slips.add(slip);
        findings.push(clash(one, other, shape));
      }
    }
  }
  return { made: withoutAliases(kept, made, aliases), findings };
}

/** Null while it is not known; accounts are told apart by key, name and e-mail address elsewhere. */
function identityOf({ resource }: Made, shape: Shape): string | null {
  const key = resource.kind === KIND.account ? null : shape.key(resource.properties);
  return key === null ? null : JSON.stringify([resource.kind, placeName(resource.place), key]);
}

/** One name that is there in two spellings is one slip, however many resources it makes: a role in many accounts, a group's policy. */
function slipOf(one: Made, other: Made): string | null {
  const [name, otherName] = [one.resource.properties["name"], other.resource.properties["name"]];
  const isEntry = one.madeFor.file !== one.at.file;
  return differInCase(name, otherName) ? JSON.stringify([one.madeFor, isEntry ? null : (name as Json)]) : null;
}

function clash(one: Made, other: Made, shape: Shape | undefined): Finding {
  const noun: KindName = shape?.noun ?? one.resource.kind;
  const both = `\`${one.resource.address}\` and \`${other.resource.address}\``;
  const [name, otherName] = [one.resource.properties["name"], other.resource.properties["name"]];
  if (differInCase(name, otherName)) {
    const detail = `${both} are one ${noun} to AWS: the names \`${name}\` and \`${otherName}\` differ in nothing but case.`;
    return problem("duplicate-resource", saidAt(one), { detail, fix: "Give one of them another name, or remove it." });
  }
  if (shape?.ownership === "place") {
    const detail = `${both} want different things of the ${noun} \`${shape.label(one.resource.properties)}\` in ${placeName(one.resource.place)}.`;
    return problem("conflicting-settings", saidAt(one), {
      detail,
      fix: "Let both want the same, or only one of them say it.",
    });
  }
  const label = shape?.label(one.resource.properties) ?? "";
  const detail = `${both} are both the ${noun} \`${label}\` in ${placeName(one.resource.place)}.`;
  return problem("duplicate-resource", saidAt(one), { detail, fix: "Give one of them another name, or remove it." });
}

/** Where the organization file has its name, the entry that it is made for or something of it; else where it is declared. */
function saidAt({ written, at, madeFor, positionOf }: Made): SourcePosition {
  const members = Object.keys(written).map((member) => positionOf(`/${pointerSegment(member)}`));
  const said = [positionOf("/name"), madeFor, ...members];
  return said.find(({ file }) => file !== at.file) ?? at;
}

function withoutAliases(
  kept: readonly Made[],
  made: readonly Made[],
  aliases: ReadonlyMap<Address, Address>,
): readonly Made[] {
  if (aliases.size === 0) {
    return kept;
  }
  const needed = new Map<Address, Address[]>();
  for (const { resource } of made) {
    const alias = aliases.get(resource.address);
    if (alias !== undefined) {
      needed.set(alias, [...(needed.get(alias) ?? []), ...resource.needs]);
    }
  }
  const rename: Lookup = ({ address, output }) => {
    const joined = aliases.get(address);
    return joined === undefined ? undefined : after(joined, output);
  };
  return kept.map((one) => {
    const { address, needs, properties } = one.resource;
    const all = [...needs, ...(needed.get(address) ?? [])].map((need) => aliases.get(need) ?? need);
    const resource = {
      ...one.resource,
      properties: fill(properties, rename) as JsonObject,
      needs: [...new Set(all)].filter((need) => need !== address).sort(),
    };
    return { ...one, resource };
  });
}
