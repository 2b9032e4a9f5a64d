import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Blueprint } from "../../src/blueprints/blueprint.ts";
import { type Expansion, expand } from "../../src/blueprints/expand.ts";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { readOrganization } from "../../src/config/read-organization.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Json } from "../../src/model/json.ts";
import type { Organization } from "../../src/model/organization.ts";
import type { KindName, Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";
import { TOY_SHAPES } from "./toy-shapes.ts";

/** A file of this folder. */
export function fileHere(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

/** A blueprint that must have no findings. */
export function loaded(file: string, text: string): Blueprint {
  const { blueprint, findings } = loadBlueprint(file, text);
  expect(findings).toEqual([]);
  return blueprint as Blueprint;
}

const HEAD = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1, us-east-1]
  managementAccount: "111111111111"
`;

/** The organization file whose `blueprints` and further sections are `rest`; it must have no findings. */
export function organizationOf(rest: string): Organization {
  const { organization, findings } = readOrganization("orgwright.yaml", HEAD + rest);
  expect(findings).toEqual([]);
  return organization as Organization;
}

export interface Files {
  /** Sections of the organization file from line 8 on; by default each blueprint is used once. */
  readonly organization?: string;
  /** The blueprints' texts, by the names under which they are used. */
  readonly blueprints: Readonly<Record<string, string>>;
  readonly tables?: Readonly<Record<string, Json>>;
  /** Kinds that take the place of the toy ones. */
  readonly kinds?: ReadonlyMap<KindName, Shape>;
}

/** What these files come to, with the toy kinds. */
export function expanded({ organization: rest, blueprints, tables = {}, kinds = new Map() }: Files): Expansion {
  const names = Object.keys(blueprints);
  const organization = organizationOf(rest ?? `blueprints:\n${names.map((name) => `  - use: ${name}\n`).join("")}`);
  const uses = organization.blueprints.map((use) => {
    const file = `${use.use}.yaml`;
    return { use, file, blueprint: loaded(file, blueprints[use.use] ?? "") };
  });
  const context = { partition: "aws", managementAccountId: "111111111111", tables };
  return expand(organization, uses, context, new Map([...TOY_SHAPES, ...kinds]));
}

/** The resources that these files come to; there must be no finding. */
export function resourcesOf(files: Files): readonly Resource[] {
  const { resources, findings } = expanded(files);
  expect(findings).toEqual([]);
  return resources;
}

/** A resource by its address. */
export function resourceAt(resources: readonly Resource[], address: string): Resource {
  const found = resources.find((resource) => resource.address === address);
  expect(found, `${address} among ${resources.map((resource) => resource.address).join(", ")}`).toBeDefined();
  return found as Resource;
}

/** Findings as `code file:line:column`. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
}

/** The only finding, which must have this code. */
export function onlyFinding(findings: readonly Finding[], code: string): Finding {
  expect(findings.map((finding) => finding.code)).toEqual([code]);
  return findings[0] as Finding;
}
